/** Some portraits of a data set, to compare with or to look at. */
import type { DataLoader } from './data-loader.ts';

/** The first n in the loader's order, not mirrored: f32 [n, 3, side, side] in [−1, 1]. */
export async function firstPortraits(
  portraits: Pick<DataLoader, 'portrait'>,
  n: number,
  side: number,
): Promise<Float32Array> {
  const size = 3 * side * side;
  const images = new Float32Array(n * size);
  const show = async (i: number): Promise<void> => images.set(await portraits.portrait(i), i * size);
  await Promise.all(Array.from({ length: n }, (_, i) => show(i)));
  return images;
}
