/** A slow, endless walk from face to face, along arcs of the latent space. */
import type { Face } from '../../latent/face.ts';
import { slerp } from '../../latent/interpolation.ts';

/** From one face to the next: slow enough to look at the faces in between. */
const LEG_MS = 5000;

export type WalkStop = {
  /** The face before it is moved along directions. */
  readonly base: Face;
  readonly face: Face;
  /** f32 [latentSize] */
  readonly z: Float32Array;
};

export type WalkSteps = {
  /** The z of the first face. */
  readonly from: Float32Array;
  /** How many of its first numbers are z; the others are y, of a conditional model. */
  readonly noise: number;
  /** The next face to walk to. */
  next(): Promise<WalkStop>;
  /** Draws a z on the way; resolves when it is drawn. */
  draw(z: Float32Array): Promise<void>;
  onArrived(stop: WalkStop): void;
};

/**
 * Walks until it is aborted. It pauses while the page is hidden.
 *
 * @returns the z where it was aborted, or null at a face that was arrived at
 * @throws what `next` or `draw` throw
 */
export async function walkFaces(
  { from, noise, next, draw, onArrived }: WalkSteps,
  signal: AbortSignal,
): Promise<Float32Array | null> {
  let start = from;
  while (!signal.aborted) {
    const stop = await next();
    let walked = 0;
    let then = await nextFrame();
    let at = start;
    while (walked < LEG_MS) {
      const now = await nextFrame();
      if (signal.aborted) {
        return at === start ? null : at;
      }
      // A page that was hidden, or a device that fell behind, does not jump ahead.
      walked += Math.min(now - then, LEG_MS / 20);
      then = now;
      at = slerp(start, stop.z, smoothstep(Math.min(walked / LEG_MS, 1)), noise);
      await draw(at);
    }
    onArrived(stop);
    start = stop.z;
  }
  return null;
}

/** Slow at both ends, so that each face is seen for a moment. */
function smoothstep(t: number): number {
  return t * t * (3 - 2 * t);
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
