/** Portraits of a data set, for a sheet. */
import type { Dataset } from '../data/dataset.ts';
import { decode } from '../data/decoding/decode.ts';
import type { SheetLayout } from './picture-sheet.ts';

/**
 * Every n-th portrait of a source: u8 RGB [side, side, 3] each.
 * @throws where the source has fewer portraits that can be used
 */
export async function somePortraits(source: Dataset, { count, side }: SheetLayout): Promise<Uint8Array[]> {
  const stride = Math.floor(source.pictures.length / count);
  if (stride < 1) {
    throw new Error(`${source.path}: has ${source.pictures.length} pictures, and the sheet needs ${count}`);
  }
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const pixels = await decode(await source.read(i * stride), { side, crop: 'centre' });
      if (typeof pixels === 'string') {
        throw new Error(`${source.path}: ${source.pictures[i * stride]?.name} is ${pixels}`);
      }
      return pixels;
    }),
  );
}
