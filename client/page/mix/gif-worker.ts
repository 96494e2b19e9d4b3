/** Encodes a GIF. Each frame has its own palette, since the colours of the faces change along a walk. */

import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { enlarge } from '../../../picture/resample.ts';
import { copyPixels } from '../copy-pixels.ts';

export type GifRequest = {
  pictures: readonly ImageData[];
  factor: number;
  /** Milliseconds a frame. */
  delay: number;
};

export type GifReply = { type: 'progress'; done: number } | { type: 'done'; bytes: Uint8Array<ArrayBuffer> };

const COLOURS = 256;

self.addEventListener('message', ({ data: { pictures, factor, delay } }: MessageEvent<GifRequest>) => {
  const gif = GIFEncoder();
  for (const [i, picture] of pictures.entries()) {
    const large = enlarge(copyPixels(picture), factor);
    const palette = quantize(large.data, COLOURS);
    gif.writeFrame(applyPalette(large.data, palette), large.width, large.height, { palette, delay });
    reply({ type: 'progress', done: (i + 1) / pictures.length });
  }
  gif.finish();
  reply({ type: 'done', bytes: gif.bytes() });
});

function reply(message: GifReply): void {
  self.postMessage(message);
}
