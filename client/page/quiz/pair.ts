/**
 * The two pictures of a round, made alike: both from 128 × 128 or whatever the model draws, by the same filter to the same
 * size, through the same JPEG, so that nothing but the face itself tells which one is made up.
 */
import { EngineError } from '@dareka/engine';
import sheet from '../../../lesson/quiz.json';
import { resample } from '../../../picture/resample.ts';

const SHEET = new URL('../../../lesson/quiz.webp', import.meta.url).href;

const QUALITY = 0.85;

/** How many portraits there are to choose from. */
export const PORTRAITS = sheet.count;

let opened: Promise<ImageBitmap> | undefined;

/** The sheet of portraits, fetched once. @throws EngineError */
function openSheet(): Promise<ImageBitmap> {
  opened ??= fetchSheet().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function fetchSheet(): Promise<ImageBitmap> {
  const response = await fetch(SHEET).catch((cause: unknown) => {
    throw new EngineError({ kind: 'network', url: SHEET, status: null }, { cause });
  });
  if (!response.ok) throw new EngineError({ kind: 'network', url: SHEET, status: response.status });
  return createImageBitmap(await response.blob()).catch((cause: unknown) => {
    throw new EngineError({ kind: 'format', file: SHEET, detail: String(cause) }, { cause });
  });
}

/** A portrait of the training set: RGBA [side, side]. @throws EngineError */
export async function portraitOf(index: number): Promise<ImageData> {
  const { side, columns } = sheet;
  const context = contextOf(side);
  context.drawImage(await openSheet(), -(index % columns) * side, -Math.floor(index / columns) * side);
  return context.getImageData(0, 0, side, side);
}

/** The picture as the quiz shows it, of `edge` pixels a side. */
export async function alike({ width, height, data }: ImageData, edge: number): Promise<ImageData> {
  const small = resample({ width, height, data: new Uint8ClampedArray(data) }, edge, edge);
  const context = contextOf(edge);
  context.putImageData(new ImageData(small.data, edge, edge), 0, 0);
  const { canvas } = context;
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (jpeg === null) throw new Error('this browser gave no JPEG');
  context.drawImage(await createImageBitmap(jpeg), 0, 0);
  return context.getImageData(0, 0, edge, edge);
}

function contextOf(edge: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = edge;
  canvas.height = edge;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser gave no canvas to draw on');
  return context;
}
