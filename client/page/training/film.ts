/** The film of a training: an animated WebP, any frame of which can be shown. */

import { fetchOk } from '@dareka/engine';
import { createCanvasContext } from '../canvas-context.ts';
import { parseAnimatedWebp, type WebpFrame } from './animated-webp.ts';

export type Film = {
  /**
   * The picture of a frame.
   *
   * @throws the signal's reason where it was aborted before the frame's turn came
   */
  frame(index: number, signal: AbortSignal): Promise<ImageData>;
};

/** A frame holds only what differs from the one before. Every eighth picture is kept whole, to seek from. */
const KEYFRAME_INTERVAL = 8;

/** @throws EngineError of kind `network` or `format` */
export async function openFilm(url: string): Promise<Film> {
  const response = await fetchOk(url);
  const { width, height, frames } = parseAnimatedWebp(new Uint8Array(await response.arrayBuffer()));
  const context = createCanvasContext(width, height);
  const { canvas } = context;
  const keyframes = new Map<number, ImageBitmap>();
  /** The frame that is on the canvas. */
  let current = -1;

  const clear = (area: WebpFrame): void => context.clearRect(area.x, area.y, area.width, area.height);

  async function drawNext(frame: WebpFrame): Promise<void> {
    const picture = await createImageBitmap(frame.picture);
    const before = frames[current];
    if (before?.disposed) {
      clear(before);
    }
    if (frame.overwrites) {
      clear(frame);
    }
    context.drawImage(picture, frame.x, frame.y);
    picture.close();
    current += 1;
    if (current % KEYFRAME_INTERVAL === 0 && !keyframes.has(current)) {
      keyframes.set(current, await createImageBitmap(canvas));
    }
  }

  async function drawFrame(index: number): Promise<ImageData> {
    const start = index - (index % KEYFRAME_INTERVAL);
    const keyframe = keyframes.get(start);
    if (keyframe !== undefined && (current > index || current < start)) {
      context.clearRect(0, 0, width, height);
      context.drawImage(keyframe, 0, 0);
      current = start;
    }
    for (const frame of frames.slice(current + 1, index + 1)) {
      await drawNext(frame);
    }
    return context.getImageData(0, 0, width, height);
  }

  // Frames share one canvas, so requests are answered one after the other.
  let queue: Promise<unknown> = Promise.resolve();
  return {
    frame(index, signal) {
      const drawn = queue.then(() => {
        signal.throwIfAborted();
        return drawFrame(index);
      });
      queue = drawn.catch(() => {});
      return drawn;
    },
  };
}
