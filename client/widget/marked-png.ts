/** The picture on a canvas as a file. */
import { markPicture } from '../../picture/mark.ts';
import type { Mark } from '../../picture/xmp.ts';

/**
 * @returns a PNG with the mark in its metadata
 * @throws Error where the browser refuses to export the canvas
 */
export async function markedPng(canvas: HTMLCanvasElement, mark: Mark): Promise<Blob> {
  const blob = await new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((file) => (file ? resolve(file) : reject(new Error('the canvas gave no image'))));
  });
  return new Blob([markPicture(new Uint8Array(await blob.arrayBuffer()), mark)], { type: blob.type });
}
