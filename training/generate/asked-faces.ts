/** The faces that `generate` is asked for: of seeds, or of names, whose first seed they have (`latent/avatar.ts`). */
import { canonicalName, nameSeed } from '../../latent/avatar.ts';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed.ts';
import { parseSeedList } from '../../latent/seed-list.ts';
import { UsageError } from '../command-line.ts';
import type { TestedGenerator } from '../evaluate/tested-generator.ts';

export type AskedFace = {
  /** The seed as it was written, or the name. */
  readonly label: string;
  readonly seed: number;
};

function named(flag: string, name: string): AskedFace {
  try {
    return { label: name.trim(), seed: nameSeed(canonicalName(name), 0) };
  } catch (cause) {
    throw new UsageError(`${flag}: ${cause instanceof Error ? cause.message : cause}`);
  }
}

/** @throws UsageError that says what to write */
export function facesOfSeeds(text: string): AskedFace[] {
  try {
    return parseSeedList(text).map((seed) => ({ label: String(seed), seed }));
  } catch (cause) {
    throw new UsageError(`--seeds: ${cause instanceof Error ? cause.message : cause}`);
  }
}

/** @throws UsageError for a text that is no name */
export function facesOfNames(names: readonly string[]): AskedFace[] {
  return names.map((name) => named('--name', name));
}

/**
 * The points of a walk: digits are a seed, any other text is a name.
 * @throws UsageError where there are fewer than two
 */
export function facesOfWalk(points: readonly string[]): AskedFace[] {
  if (points.length < 2) {
    throw new UsageError('--walk: write two seeds or names at least, such as --walk alice 7');
  }
  return points.flatMap((point) => (/^\d+$/.test(point) ? facesOfSeeds(point) : [named('--walk', point)]));
}

/** z of a face, f32 [latentSize]: ψ times a standard normal vector. */
export function latentOf({ seed }: AskedFace, latentSize: number, psi: number): Float32Array {
  return latentFromSeed(seed, latentSize).map((value) => psi * value);
}

/** The share code of a face, if links can show it: of a published model, at its own ψ. */
export function codeOf(
  { seed }: AskedFace,
  { tag, truncation }: Pick<TestedGenerator, 'tag' | 'truncation'>,
  psi: number,
): string | undefined {
  return tag === undefined || psi !== truncation ? undefined : encodeFace(seedFace(tag, seed));
}
