/**
 * A variation of a face: z rotated by some angle towards fresh noise, within the subspace that is not locked. A conditional model's y does not change.
 *
 * For independent z and n of equal variance, cos α · z + sin α · n has that variance again. So a variation is as likely a
 * face as the one it comes from, and its length hardly changes; adding noise would lengthen it.
 */
import { noiseSize } from '../../../latent/condition/condition.ts';
import { latentFromSeed } from '../../../latent/seed/seed.ts';
import type { PageModel } from '../models/page-model.ts';
import { projectOut, unitVector } from './linear-algebra.ts';

/** What does not change: directions of the model, and dimensions of z, by index. */
export type Locks = { readonly directions: ReadonlySet<number>; readonly dimensions: ReadonlySet<number> };

/**
 * @param z f32 [latentSize]
 * @param strength 0 is the face itself, 1 an unrelated one
 * @param seed of the noise
 * @returns a new f32 [latentSize], with the same component along everything that is locked
 */
export function variationOf(
  z: Float32Array,
  strength: number,
  seed: number,
  locks: Locks,
  model: PageModel,
): Float32Array {
  const size = noiseSize(model);
  const locked = [
    ...[...locks.directions].flatMap((index) => model.directions[index]?.subarray(0, size) ?? []),
    ...Array.from(locks.dimensions, (index) => unitVector(model.latentSize, index).subarray(0, size)),
  ];
  const free = projectOut(z.subarray(0, size), locked);
  const noise = projectOut(
    latentFromSeed(seed, size).map((value) => value * model.truncation),
    locked,
  );
  const angle = (strength * Math.PI) / 2;
  const [stay, move] = [Math.cos(angle) - 1, Math.sin(angle)];
  return z.map((value, i) => value + stay * (free[i] ?? 0) + move * (noise[i] ?? 0));
}
