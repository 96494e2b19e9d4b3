/** Resamples pictures beside the page's thread, one for each message (resample-beside.ts). */
import type { Pixels } from '../../../picture/png.ts';
import { resample } from '../../../picture/resample.ts';

/** The picture, and the size that it is wanted in. */
export type ResampleRequest = { readonly picture: Pixels; readonly width: number; readonly height: number };

self.addEventListener('message', async ({ data }: MessageEvent<ResampleRequest>) => {
  const pixels = resample(data.picture, data.width, data.height);
  const bitmap = await createImageBitmap(new ImageData(pixels.data, pixels.width, pixels.height));
  self.postMessage(bitmap, { transfer: [bitmap] });
});
