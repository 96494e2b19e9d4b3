/**
 * Both pictures of a round are resampled by the same filter to the same size and pass through the same JPEG compression,
 * so that only the face itself shows which one is generated.
 */
import { createCanvasContext } from '../canvas-context.ts';
import { resampleBeside } from '../ui/resample-beside.ts';

const QUALITY = 0.85;

/** The picture as the quiz shows it: RGBA [edge, edge]. */
export async function preparePicture(picture: ImageData, edge: number): Promise<ImageData> {
  const small = await new Promise<ImageBitmap>((resolve) => resampleBeside(picture, edge, edge, resolve));
  const context = createCanvasContext(edge);
  context.drawImage(small, 0, 0);
  small.close();
  const { canvas } = context;
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (jpeg === null) {
    throw new Error('the browser could not encode a JPEG');
  }
  const compressed = await createImageBitmap(jpeg);
  context.drawImage(compressed, 0, 0);
  compressed.close();
  return context.getImageData(0, 0, edge, edge);
}
