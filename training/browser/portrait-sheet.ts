/** Portraits side by side in one WebP. */
import sharp from 'sharp';
import type { Dataset } from '../data/dataset.ts';
import { decode } from '../data/decode.ts';

export type PortraitSheet = {
  readonly webp: Uint8Array;
  /** Portraits, row by row. */
  readonly count: number;
  readonly columns: number;
  /** Of each of them, in pixels. */
  readonly side: number;
};

/** From here on, the artefacts of the codec are too faint to be learned. */
const QUALITY = 92;

/**
 * Every n-th portrait of a source.
 * @param count a multiple of `columns`
 * @param quality of the WebP, from 1 to 100
 * @throws where the source has fewer portraits that can be used
 */
export async function portraitSheet(
  source: Dataset,
  { count, columns, side, quality = QUALITY }: Omit<PortraitSheet, 'webp'> & { readonly quality?: number },
): Promise<PortraitSheet> {
  const stride = Math.floor(source.pictures.length / count);
  if (stride < 1) {
    throw new Error(`${source.path}: has ${source.pictures.length} pictures, and the sheet needs ${count}`);
  }
  const portraits = await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const pixels = await decode(await source.read(i * stride), { side, crop: 'centre' });
      if (typeof pixels === 'string') {
        throw new Error(`${source.path}: ${source.pictures[i * stride]?.name} is ${pixels}`);
      }
      return {
        input: Buffer.from(pixels),
        raw: { width: side, height: side, channels: 3 as const },
        left: (i % columns) * side,
        top: Math.floor(i / columns) * side,
      };
    }),
  );
  const ground = { width: columns * side, height: (count / columns) * side, channels: 3 as const };
  const webp = await sharp({ create: { ...ground, background: '#000' } })
    .composite(portraits)
    .webp({ quality, effort: 6, smartSubsample: true })
    .toBuffer();
  return { webp, count, columns, side };
}
