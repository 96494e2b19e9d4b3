import { Viewer } from './viewer.tsx';
import { Wall } from './wall.tsx';

/** The wall of faces, and the one that is opened over it. */
export function View() {
  return (
    <>
      <Wall />
      <Viewer />
    </>
  );
}
