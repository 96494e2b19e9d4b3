/**
 * The two pictures of a round, made alike: both from 128 × 128 or whatever the model draws, by the same filter to the same
 * size, through the same JPEG, so that nothing but the face itself tells which one is made up.
 */
import { resample } from '../../../picture/resample.ts';
import { createCanvasContext } from '../canvas-context.ts';

const QUALITY = 0.85;

/** The picture as the quiz shows it, of `edge` pixels a side. */
export async function preparePicture({ width, height, data }: ImageData, edge: number): Promise<ImageData> {
  const small = resample({ width, height, data: new Uint8ClampedArray(data) }, edge, edge);
  const context = createCanvasContext(edge);
  context.putImageData(new ImageData(small.data, edge, edge), 0, 0);
  const { canvas } = context;
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (jpeg === null) {
    throw new Error('this browser gave no JPEG');
  }
  context.drawImage(await createImageBitmap(jpeg), 0, 0);
  return context.getImageData(0, 0, edge, edge);
}
