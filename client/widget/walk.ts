/** A slow, endless walk from face to face. */
import type { Face } from '../../latent/face.ts';
import { slerp } from '../../latent/interpolation.ts';

/** From one face to the next, in milliseconds: slow enough to see somebody in between. */
const LEG_MS = 5000;

export type Walk = {
  /** Where it begins. */
  readonly from: Float32Array;
  /** The next face to walk to, and its z. */
  next(): Promise<{ face: Face; z: Float32Array }>;
  /** Draws a z on the way; resolves when it is drawn. */
  draw(z: Float32Array): Promise<void>;
  /** A face has been reached. */
  arrived(face: Face): void;
};

/**
 * Walks until it is stopped. It stands still while the page is hidden.
 *
 * @returns where it was stopped, or null at a face that was told as reached
 * @throws what `next` or `draw` throw
 */
export async function walkOn(walk: Walk, signal: AbortSignal): Promise<Float32Array | null> {
  let from = walk.from;
  while (!signal.aborted) {
    const { face, z: to } = await walk.next();
    let walked = 0;
    let then = await nextFrame();
    let at = from;
    while (walked < LEG_MS) {
      const now = await nextFrame();
      if (signal.aborted) {
        return at === from ? null : at;
      }
      // A page that was hidden, or a device that fell behind, does not jump ahead.
      walked += Math.min(now - then, LEG_MS / 20);
      then = now;
      at = slerp(from, to, eased(Math.min(walked / LEG_MS, 1)));
      await walk.draw(at);
    }
    walk.arrived(face);
    from = to;
  }
  return null;
}

/** Still at both ends: it rests a moment with each face. */
function eased(t: number): number {
  return t * t * (3 - 2 * t);
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
