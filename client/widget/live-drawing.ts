/** Draws one widget's faces on the device: while one is drawn, only the latest of the others waits. */
import type { Engine } from '@dareka/engine';
import type { Face } from '../../latent/face.ts';
import { enlarge } from '../../picture/resample.ts';
import { copyPixels } from '../copy-pixels.ts';
import { createLatestOnly } from '../latest-only.ts';

/** A face, or a z between two faces. */
export type LiveSubject = Face | { readonly model: string; readonly z: Float32Array };

export type LiveDrawing = {
  /**
   * Draws it, unless a later one replaces it before its turn.
   *
   * @param size how many pixels wide it needs to be
   * @returns resolves when nothing is left to draw
   * @throws EngineError
   */
  draw(subject: LiveSubject, size: number): Promise<void>;
  /** Aborts what is being drawn, and drops what waits. */
  stop(): void;
};

/** What the device draws is enlarged to about this edge, in pixels: smooth, and fast enough for every frame. */
const LIVE_EDGE = 256;

/** @param onDrawn called whenever the canvas holds another picture */
export function createLiveDrawing(
  engine: Engine,
  canvas: HTMLCanvasElement,
  onDrawn: () => void,
): LiveDrawing {
  const drawing = createLatestOnly();
  return {
    draw: (subject, size) =>
      drawing.run(async (signal) => {
        const faces = 'kind' in subject ? [subject] : { latents: [subject.z], model: subject.model };
        const [picture] = await engine.draw(faces, { signal, size });
        if (picture !== undefined && !signal.aborted) {
          paint(canvas, picture);
          onDrawn();
        }
      }),
    stop: drawing.stop,
  };
}

function paint(canvas: HTMLCanvasElement, picture: ImageData): void {
  const factor = Math.max(1, Math.round(LIVE_EDGE / picture.width));
  const large = enlarge(copyPixels(picture), factor);
  if (canvas.width !== large.width) {
    canvas.width = canvas.height = large.width;
  }
  canvas.getContext('2d')?.putImageData(new ImageData(large.data, large.width, large.height), 0, 0);
}
