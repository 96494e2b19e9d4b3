/** Portraits that models learned from, of which the page has some to show. */
import { EngineError } from '@dareka/engine';
import sheet from '../../browser-training/quiz.json';
import { fetchOk } from './fetch-ok.ts';

const SHEET = new URL('../../browser-training/quiz.webp', import.meta.url).href;

/** How many there are to choose from. */
export const PORTRAIT_COUNT = sheet.count;

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
  const response = await fetchOk(SHEET);
  return createImageBitmap(await response.blob()).catch((cause: unknown) => {
    throw new EngineError({ kind: 'format', file: SHEET, detail: String(cause) }, { cause });
  });
}

/** @returns RGBA [side, side] @throws EngineError */
export async function readTrainingPortrait(index: number): Promise<ImageData> {
  const { side, columns } = sheet;
  const context = createCanvasContext(side);
  context.drawImage(await openSheet(), -(index % columns) * side, -Math.floor(index / columns) * side);
  return context.getImageData(0, 0, side, side);
}

/** Of a canvas of its own, to read from. */
export function createCanvasContext(width: number, height = width): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) {
    throw new Error('this browser gave no canvas to draw on');
  }
  return context;
}
