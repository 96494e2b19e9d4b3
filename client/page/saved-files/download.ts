/** Files that the visitor saves. */
import type { Bytes } from '../../../picture/bytes.ts';
import { markPicture } from '../../../picture/mark.ts';
import { encodePng } from '../../../picture/png.ts';
import { enlarge } from '../../../picture/resample.ts';
import type { Mark } from '../../../picture/xmp.ts';
import { copyPixels } from '../../copy-pixels.ts';

/** Opens the browser's download of a file with that name. */
export function downloadFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/**
 * Downloads a picture or a film, whose mark says that a model made it, and which face it shows.
 *
 * @param file a PNG, a GIF, an MP4 or a WebM
 */
export function downloadPicture(name: string, file: Bytes, mark: Mark): void {
  downloadFile(name, new Blob([markPicture(file, mark)]));
}

/** The picture as a PNG file, `factor` times as wide and high. */
export function pngFile(picture: ImageData, factor: number): Bytes {
  const pixels = copyPixels(picture);
  return encodePng(factor === 1 ? pixels : enlarge(pixels, factor));
}
