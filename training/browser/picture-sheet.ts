/** Pictures side by side in one WebP. */
import sharp from 'sharp';

/** Where the pictures of a sheet are: row by row, each a square of `side` pixels. */
export type SheetLayout = { readonly count: number; readonly columns: number; readonly side: number };

/**
 * @param pictures as many as the layout has, a multiple of `columns`: u8 RGB [side, side, 3]
 * @param quality of the WebP, from 1 to 100, or without any loss
 */
export async function pictureSheet(
  pictures: readonly Uint8Array[],
  { count, columns, side }: SheetLayout,
  quality: number | 'lossless',
): Promise<Uint8Array> {
  const ground = { width: columns * side, height: (count / columns) * side, channels: 3 as const };
  const placed = pictures.map((pixels, i) => ({
    input: Buffer.from(pixels),
    raw: { width: side, height: side, channels: 3 as const },
    left: (i % columns) * side,
    top: Math.floor(i / columns) * side,
  }));
  return sharp({ create: { ...ground, background: '#000' } })
    .composite(placed)
    .webp({ effort: 6, ...(quality === 'lossless' ? { lossless: true } : { quality, smartSubsample: true }) })
    .toBuffer();
}
