/**
 * Relatives of a face: z turned by some angle towards fresh noise, within the space that is not locked.
 *
 * cos α · z + sin α · n with independent z and n of the same variance has that variance again, so a relative is as
 * likely a face as the one it comes from; the length hardly changes, which a plain sum would make grow.
 */
import { latentFromSeed } from '../../../latent/seed.ts';
import { projectOut, unitVector } from '../linear-algebra.ts';
import type { LoadedModel } from '../loaded-model.ts';

/** What has to stay: directions of the model, and single dimensions of z, by index. */
export type Locks = { readonly directions: ReadonlySet<number>; readonly dimensions: ReadonlySet<number> };

/**
 * @param z f32 [latentSize]
 * @param strength 0 is the face itself, 1 a stranger
 * @param seed of the noise
 * @returns a new f32 [latentSize], moved along nothing that is locked
 */
export function variationOf(
  z: Float32Array,
  strength: number,
  seed: number,
  locks: Locks,
  model: LoadedModel,
): Float32Array {
  const held = [
    ...[...locks.directions].flatMap((index) => model.directions[index] ?? []),
    ...Array.from(locks.dimensions, (index) => unitVector(model.latentSize, index)),
  ];
  const free = projectOut(z, held);
  const noise = projectOut(
    latentFromSeed(seed, model.latentSize).map((value) => value * model.truncation),
    held,
  );
  const angle = (strength * Math.PI) / 2;
  const [stay, move] = [Math.cos(angle) - 1, Math.sin(angle)];
  return z.map((value, i) => value + stay * (free[i] ?? 0) + move * (noise[i] ?? 0));
}
