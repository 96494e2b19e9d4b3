/** Draws one widget's faces on the device: while one is drawn, only the latest of the others waits. */
import type { Engine } from '@dareka/engine';
import type { Face } from '../../latent/face.ts';
import { createLatestOnly } from '../latest-only.ts';

/** A face, or a z between two faces. */
export type LiveSubject = Face | { readonly model: string; readonly z: Float32Array };

/** More pixels than any model has: a face is drawn at its model's resolution. */
export const FULL_SIZE = Number.POSITIVE_INFINITY;

export type LiveDrawing = {
  /**
   * Draws it, unless a later one replaces it before its turn.
   *
   * @param size how many pixels wide it needs to be; without it, as many as the element has on screen
   * @returns resolves when nothing is left to draw
   * @throws EngineError
   */
  draw(subject: LiveSubject, size?: number): Promise<void>;
  /** Aborts what is being drawn, and drops what waits. */
  stop(): void;
};

/** @param edge of the element at the moment, in CSS pixels */
export function createLiveDrawing(
  engine: () => Engine,
  edge: () => number,
  paint: (picture: ImageData) => void,
): LiveDrawing {
  const drawing = createLatestOnly();
  return {
    draw: (subject, size = edge() * devicePixelRatio) =>
      drawing.run(async (signal) => {
        const faces = 'kind' in subject ? [subject] : { latents: [subject.z], model: subject.model };
        const [picture] = await engine().draw(faces, { signal, size });
        if (picture !== undefined && !signal.aborted) {
          paint(picture);
        }
      }),
    stop: drawing.stop,
  };
}
