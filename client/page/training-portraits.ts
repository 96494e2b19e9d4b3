/** Some portraits of the kind that the default model learned from. They are fetched as one picture, the sheet. */
import { EngineError, fetchOk, toImageData } from '@dareka/engine';
import sheet from '../../browser-training/quiz.json';
import { memoize } from '../memoize.ts';
import { createCanvasContext } from './canvas-context.ts';

const SHEET_URL = new URL('../../browser-training/quiz.webp', import.meta.url).href;

export const PORTRAIT_COUNT = sheet.count;

const fetchSheet = memoize(async () => {
  const response = await fetchOk(SHEET_URL);
  return createImageBitmap(await response.blob()).catch((cause: unknown) => {
    throw new EngineError({ kind: 'format', file: SHEET_URL, detail: String(cause) }, { cause });
  });
});

/**
 * @param index 0 … PORTRAIT_COUNT − 1
 * @param edge of the picture, in pixels; by default that of the portraits in the sheet
 * @returns RGBA [edge, edge]
 * @throws EngineError if the sheet cannot be fetched or decoded
 */
export async function readTrainingPortrait(index: number, edge?: number): Promise<ImageData> {
  const { side, columns } = sheet;
  const context = createCanvasContext(side);
  context.drawImage(await fetchSheet(), -(index % columns) * side, -Math.floor(index / columns) * side);
  const portrait = context.getImageData(0, 0, side, side);
  return edge === undefined ? portrait : toImageData(portrait, edge);
}
