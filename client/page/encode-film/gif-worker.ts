/** Encodes a film as a GIF. */
import { GIFEncoder } from 'gifenc';
import type { Bytes } from '../../../picture/bytes.ts';
import { resample } from '../../../picture/resample.ts';
import { copyPixels } from '../../copy-pixels.ts';
import { answerTask } from '../worker-task.ts';
import type { EncoderRequest } from './encode-film.ts';
import { frameIndexer, paletteOf, UNCHANGED } from './gif-frames.ts';

/** A GIF counts hundredths of a second; in milliseconds. */
const TICK_MS = 10;
/** The next frame is drawn over this one. */
const KEEP = 1;

answerTask(encode);

async function encode(
  { edge, milliseconds }: EncoderRequest,
  onProgress: (done: number) => void,
  pictures: readonly ImageData[],
): Promise<Bytes> {
  const gif = GIFEncoder();
  const palette = paletteOf(pictures);
  const indexOf = frameIndexer(palette);
  /** When a frame ends: whole ticks, so that their rounding does not add up. */
  const endOf = (i: number): number =>
    TICK_MS * Math.round(((i + 1) * milliseconds) / pictures.length / TICK_MS);
  for (const [i, picture] of pictures.entries()) {
    const isFirst = i === 0;
    gif.writeFrame(indexOf(resample(copyPixels(picture), edge, edge)), edge, edge, {
      ...(isFirst ? { palette } : { transparent: true, transparentIndex: UNCHANGED }),
      delay: endOf(i) - endOf(i - 1),
      dispose: KEEP,
    });
    onProgress((i + 1) / pictures.length);
  }
  gif.finish();
  return gif.bytes();
}
