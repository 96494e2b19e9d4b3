/** Files that the visitor saves. */

import { encodePng } from '../../picture/png.ts';
import { enlarge } from '../../picture/resample.ts';
import { copyPixels } from './copy-pixels.ts';

/** Opens the browser's download of a file with that name. */
export function downloadFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** The picture as a PNG file, `factor` times as wide and high. */
export async function pngFile(picture: ImageData, factor: number): Promise<Blob> {
  const pixels = copyPixels(picture);
  const file = encodePng(factor === 1 ? pixels : enlarge(pixels, factor));
  return new Blob([file], { type: 'image/png' });
}
