/** Resamples pictures beside the page's thread, one for each message (resample-beside.ts). */
import type { Pixels } from '../../../picture/png.ts';
import { resample } from '../../../picture/resample.ts';

/** The picture, and the size that it is wanted in. */
export type ResampleRequest = { readonly picture: Pixels; readonly width: number; readonly height: number };

self.addEventListener('message', ({ data: { picture, width, height } }: MessageEvent<ResampleRequest>) => {
  const pixels = resample(picture, width, height);
  self.postMessage(pixels, { transfer: [pixels.data.buffer] });
});
