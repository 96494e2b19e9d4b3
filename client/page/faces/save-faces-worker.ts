/** Encodes the pictures of many faces, and puts them into a zip or on a sheet. */
// A zip of PNGs and WebPs has nothing left to compress: this library only stores, in a tenth of the code of one that compresses.
import { downloadZip } from 'client-zip';
import type { Bytes } from '../../../picture/bytes.ts';
import { markPicture } from '../../../picture/mark.ts';
import { resample } from '../../../picture/resample.ts';
import { copyPixels } from '../../copy-pixels.ts';
import { pngFile } from '../saved-files/download.ts';
import { answerTask } from '../worker-task.ts';
import type { SavedFace, SaveRequest } from './save-faces.ts';

/** Pictures are enlarged by this factor, as that of a single face is. */
const SCALE = 4;
const WEBP_QUALITY = 0.9;

/** A sheet: the edge of a face, the space between faces, and the height of the code under each, in pixels. */
const CELL = { edge: 256, gap: 16, caption: 24 };
/** Larger sheets have smaller faces: browsers limit the edge of a canvas to 16,384 pixels, and its area. */
const LARGE_SHEET = 400;
/** A sheet is paper, whatever the page's colours are. */
const PAPER = '#fff';
const INK = '#23201c';
const CAPTION_FONT = '12px ui-monospace, Menlo, Consolas, monospace';
const CAPTION_LENGTH = 24;

answerTask<SaveRequest, Bytes>(({ format, faces }, onProgress) =>
  format === 'sheet' ? sheetOf(faces, onProgress) : zipOf(faces, format, onProgress),
);

async function zipOf(
  faces: readonly SavedFace[],
  format: 'png' | 'webp',
  onProgress: (done: number) => void,
): Promise<Bytes> {
  const files: { name: string; input: Bytes }[] = [];
  for (const { code, model, picture } of faces) {
    const file = format === 'png' ? pngFile(picture, SCALE) : await webpFile(picture);
    const name = `dareka-${code}-${picture.width * SCALE}.${format}`;
    files.push({ name, input: markPicture(file, { code, model }) });
    onProgress(files.length);
  }
  return new Uint8Array(await downloadZip(files).arrayBuffer());
}

async function webpFile(picture: ImageData): Promise<Bytes> {
  const edge = picture.width * SCALE;
  const { canvas, context } = opaqueCanvas(edge, edge);
  context.putImageData(enlarged(picture, edge), 0, 0);
  return bytesOf(await canvas.convertToBlob({ type: 'image/webp', quality: WEBP_QUALITY }));
}

/** All faces with their codes. */
async function sheetOf(faces: readonly SavedFace[], onProgress: (done: number) => void): Promise<Bytes> {
  const { gap, caption } = CELL;
  const edge = faces.length > LARGE_SHEET ? CELL.edge / 2 : CELL.edge;
  const columns = Math.ceil(Math.sqrt(faces.length));
  const rows = Math.ceil(faces.length / columns);
  const { canvas, context } = opaqueCanvas(gap + columns * (edge + gap), gap + rows * (edge + caption + gap));
  context.fillStyle = PAPER;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = INK;
  context.font = CAPTION_FONT;
  for (const [i, { code, picture }] of faces.entries()) {
    const x = gap + (i % columns) * (edge + gap);
    const y = gap + Math.floor(i / columns) * (edge + caption + gap);
    context.putImageData(enlarged(picture, edge), x, y);
    const text = code.length > CAPTION_LENGTH ? `${code.slice(0, CAPTION_LENGTH)}…` : code;
    context.fillText(text, x, y + edge + 0.75 * caption, edge);
    onProgress(i + 1);
  }
  const file = await bytesOf(await canvas.convertToBlob({ type: 'image/png' }));
  const [model = '', ...others] = new Set(faces.map((face) => face.model));
  return markPicture(file, { model, others });
}

function enlarged(picture: ImageData, edge: number): ImageData {
  const { data, width, height } = resample(copyPixels(picture), edge, edge);
  return new ImageData(data, width, height);
}

/** Without an alpha channel, which a WebP would otherwise hold, too. @throws Error where the browser has no such canvas */
function opaqueCanvas(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) {
    throw new Error(`this browser has no canvas of ${width} × ${height} pixels`);
  }
  return { canvas, context };
}

async function bytesOf(file: Blob): Promise<Bytes> {
  return new Uint8Array(await file.arrayBuffer());
}
