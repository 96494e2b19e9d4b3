/** Signs as PNG files. */
import { encodePng } from '../../picture/png.ts';
import { drawSign } from './draw.ts';
import type { Glyph } from './glyphs.ts';
import { SIDE } from './ink.ts';

export const SHEET_COLUMNS = 16;

function rgba(grey: Uint8Array, width: number) {
  const data = new Uint8ClampedArray(4 * grey.length).fill(255);
  grey.forEach((value, i) => {
    data.fill(value, 4 * i, 4 * i + 3);
  });
  return { width, height: grey.length / width, data };
}

/** @param grey u8 [height, width] */
export function greyPng(grey: Uint8Array, width: number): Uint8Array {
  return encodePng(rgba(grey, width));
}

/** The first pictures of each class, a row for each. */
export function sheetPng(alphabet: readonly Glyph[], seed: number): Uint8Array {
  const width = SHEET_COLUMNS * SIDE;
  const sheet = new Uint8Array(alphabet.length * SIDE * width);
  for (let i = 0; i < alphabet.length * SHEET_COLUMNS; i++) {
    const { label, pixels } = drawSign(alphabet, seed, i);
    const column = Math.floor(i / alphabet.length);
    for (let y = 0; y < SIDE; y++) {
      sheet.set(pixels.subarray(y * SIDE, (y + 1) * SIDE), (label * SIDE + y) * width + column * SIDE);
    }
  }
  return encodePng(rgba(sheet, width));
}
