import { useEffect, useMemo, useRef } from 'preact/hooks';

/** A gesture ends when no key was pressed for this long, in milliseconds. */
const REST_MS = 800;

export type KeyGesture = {
  /** A key changed something. */
  press(): void;
  /** Ends the gesture now, if there is one: the focus is elsewhere. */
  end(): void;
};

/** Takes key presses that follow each other for one gesture, as a drag is one. @param onEnd called at its end */
export function useKeyGesture(onEnd: () => void): KeyGesture {
  const latest = useRef(onEnd);
  latest.current = onEnd;
  const gesture = useMemo(() => createKeyGesture(() => latest.current()), []);
  useEffect(() => gesture.end, []);
  return gesture;
}

function createKeyGesture(onEnd: () => void): KeyGesture {
  let timer: ReturnType<typeof setTimeout> | null = null;
  function end(): void {
    if (timer === null) {
      return;
    }
    clearTimeout(timer);
    timer = null;
    removeEventListener('beforeunload', end);
    onEnd();
  }
  return {
    press() {
      if (timer === null) {
        // Only during a gesture: a page that listens to it always is kept out of some browsers' back/forward cache.
        addEventListener('beforeunload', end);
      } else {
        clearTimeout(timer);
      }
      timer = setTimeout(end, REST_MS);
    },
    end,
  };
}
