/** The film of a training: an animated WebP, of which any frame can be shown. */
import { fetchOk } from '../fetch-ok.ts';
import { createCanvasContext } from '../training-portraits.ts';
import { parseAnimatedWebp, type WebpFrame } from './animated-webp.ts';

export type Film = {
  /**
   * The picture of a frame; whoever asks closes it.
   *
   * @throws the signal's reason where that was aborted before the frame's turn came
   */
  frame(index: number, signal: AbortSignal): Promise<ImageBitmap>;
};

/** A frame is made from the one before it, and so on, back to one that was kept: one of so many. */
const KEPT = 8;

/** @throws EngineError of kind `network` or `format` */
export async function openFilm(url: string): Promise<Film> {
  const response = await fetchOk(url);
  const { width, height, frames } = parseAnimatedWebp(new Uint8Array(await response.arrayBuffer()));
  const context = createCanvasContext(width, height);
  const { canvas } = context;
  const kept = new Map<number, ImageBitmap>();
  /** The frame that is on the canvas. */
  let current = -1;

  const clear = (place: WebpFrame): void => context.clearRect(place.x, place.y, place.width, place.height);

  /** Puts the next frame over the one that is on the canvas. */
  async function goOn(to: WebpFrame): Promise<void> {
    const picture = await createImageBitmap(to.picture);
    const before = frames[current];
    if (before?.disposed) {
      clear(before);
    }
    if (to.overwrites) {
      clear(to);
    }
    context.drawImage(picture, to.x, to.y);
    picture.close();
    current += 1;
    if (current % KEPT === 0 && !kept.has(current)) {
      kept.set(current, await createImageBitmap(canvas));
    }
  }

  async function show(index: number): Promise<ImageBitmap> {
    const nearest = index - (index % KEPT);
    const still = kept.get(nearest);
    if (still !== undefined && (current > index || current < nearest)) {
      context.clearRect(0, 0, width, height);
      context.drawImage(still, 0, 0);
      current = nearest;
    }
    for (const frame of frames.slice(current + 1, index + 1)) {
      await goOn(frame);
    }
    return createImageBitmap(canvas);
  }

  let turn: Promise<unknown> = Promise.resolve();
  return {
    frame(index, signal) {
      const shown = turn.then(() => {
        signal.throwIfAborted();
        return show(index);
      });
      turn = shown.catch(() => {});
      return shown;
    },
  };
}
