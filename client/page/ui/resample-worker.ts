/** Resamples pictures beside the page's thread, one for each message (resample-beside.ts). */
import type { Pixels } from '../../../picture/png.ts';
import { resample } from '../../../picture/resample.ts';

/** The picture, and the size that it is wanted in. */
export type ResampleRequest = { readonly picture: Pixels; readonly width: number; readonly height: number };

self.addEventListener('message', ({ data }: MessageEvent<ResampleRequest>) => {
  // A rejection by itself is no error of the worker that the page would hear of.
  answer(data).catch(reportError);
});

async function answer({ picture, width, height }: ResampleRequest): Promise<void> {
  const { data } = resample(picture, width, height);
  const bitmap = await createImageBitmap(new ImageData(data, width, height));
  self.postMessage(bitmap, { transfer: [bitmap] });
}
