import { useEffect, useState } from 'preact/hooks';
import { useStore } from '../store.ts';
import { Viewer } from './viewer.tsx';
import { Wall } from './wall.tsx';
import { useWallState } from './wall-state.ts';

/** The wall of faces, and the one that is opened over it. */
export function View() {
  const isWallShown = useIsWallShown();
  return (
    <>
      {isWallShown && <Wall />}
      <Viewer />
    </>
  );
}

/** A face that the page was opened with comes first, and the wall behind it once it is on screen. */
function useIsWallShown(): boolean {
  const opened = useStore(useWallState().opened);
  const [isShown, setShown] = useState(opened === null);
  useEffect(() => {
    if (isShown) {
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setShown(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [isShown]);
  return isShown || opened === null;
}
