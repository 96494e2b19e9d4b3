/** Draws one widget's faces on the device: while one is drawn, only the latest of the others waits. */
import type { Engine } from '@dareka/engine';
import type { Face } from '../../latent/face.ts';
import { createLatestOnly } from '../latest-only.ts';

/** A face, or a z between two faces. */
export type LiveSubject = Face | { readonly model: string; readonly z: Float32Array };

export type LiveDrawing = {
  /**
   * Draws it, unless a later one replaces it before its turn.
   *
   * @returns resolves when nothing is left to draw
   * @throws EngineError
   */
  draw(subject: LiveSubject): Promise<void>;
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
    draw: (subject) =>
      drawing.run(async (signal) => {
        const faces = 'kind' in subject ? [subject] : { latents: [subject.z], model: subject.model };
        const [picture] = await engine().draw(faces, { signal, size: edge() * devicePixelRatio });
        if (picture !== undefined && !signal.aborted) {
          paint(picture);
        }
      }),
    stop: drawing.stop,
  };
}
