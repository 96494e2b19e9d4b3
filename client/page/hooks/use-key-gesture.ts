import { useEffect, useRef } from 'preact/hooks';

/** A gesture ends when no key was pressed for this long, in milliseconds. */
const REST_MS = 800;

export type KeyGesture = {
  /** A key changed something. */
  press(): void;
  /** Ends the gesture now, if there is one: the focus is elsewhere. */
  end(): void;
};

/** Makes one gesture of key presses that follow each other, as a drag is one. @param onEnd called at its end */
export function useKeyGesture(onEnd: () => void): KeyGesture {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(onEnd);
  latest.current = onEnd;

  function end(): void {
    if (timer.current === null) {
      return;
    }
    clearTimeout(timer.current);
    timer.current = null;
    latest.current();
  }
  useEffect(() => end, []);

  return {
    press() {
      if (timer.current !== null) {
        clearTimeout(timer.current);
      }
      timer.current = setTimeout(end, REST_MS);
    },
    end,
  };
}
