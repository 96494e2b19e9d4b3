/** The faces that `generate` is asked for: of seeds, or of names, whose first seed they have (`latent/avatar.ts`). */
import { canonicalName, nameSeed } from '../../latent/avatar.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { classIndex, inputFromSeed } from '../../latent/condition/condition.ts';
import { seedFace } from '../../latent/face.ts';
import { parseSeedList } from '../../latent/seed/seed-list.ts';
import { UsageError } from '../command-line.ts';
import type { TestedGenerator } from '../evaluate/tested-generator.ts';

export type AskedFace = {
  /** The seed as it was written, or the name. */
  readonly label: string;
  readonly seed: number;
  /** The class that is asked for, by name or number; undefined where the seed draws it. */
  readonly class?: string | undefined;
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
 * @param classes that it leads through; between several, a single seed or name is held
 * @throws UsageError where it does not lead from one point to another
 */
export function facesOfWalk(points: readonly string[], classes: string | undefined): AskedFace[] {
  const isBetweenClasses = classes !== undefined && (classes === 'all' || classes.includes(','));
  if (points.length < (isBetweenClasses ? 1 : 2)) {
    throw new UsageError(
      isBetweenClasses
        ? `--walk: write a seed or a name, such as --walk 7 --class ${classes}`
        : '--walk: write two seeds or names at least, such as --walk alice 7',
    );
  }
  return points.flatMap((point) => (/^\d+$/.test(point) ? facesOfSeeds(point) : [named('--walk', point)]));
}

/**
 * The faces of several classes: of each class one after the other, so that the columns of a sheet share their seeds.
 * @param classes by name or number, with commas between, or `all`
 * @throws UsageError for a model without classes, or a class that it does not have
 */
export function facesOfClasses(
  faces: readonly AskedFace[],
  classes: string,
  { condition }: Pick<TestedGenerator, 'condition'>,
): AskedFace[] {
  const asked =
    classes === 'all' ? (condition?.classes ?? []) : classes.split(',').map((each) => each.trim());
  for (const each of asked.length > 0 ? asked : [classes]) {
    numberOf(each, condition);
  }
  return asked.flatMap((each) =>
    faces.map((face) => ({
      ...face,
      label: asked.length > 1 ? `${each} ${face.label}` : face.label,
      class: each,
    })),
  );
}

function numberOf(asked: string, condition: TestedGenerator['condition']): number {
  try {
    return classIndex({ condition }, asked);
  } catch (cause) {
    throw new UsageError(`--class: ${cause instanceof Error ? cause.message : cause}`);
  }
}

/** What the generator takes for a face, f32 [latentSize]: ψ times a standard normal vector, and the class. */
export function inputOf(
  { seed, class: asked }: AskedFace,
  { latentSize, condition }: Pick<TestedGenerator, 'latentSize' | 'condition'>,
  psi: number,
): Float32Array {
  const model = { latentSize, condition, truncation: psi };
  return inputFromSeed(seed, model, asked === undefined ? undefined : numberOf(asked, condition));
}

/** The share code of a face, if links can show it: of a published model, at its own ψ. */
export function codeOf(
  { seed, class: asked }: AskedFace,
  { tag, truncation, condition }: Pick<TestedGenerator, 'tag' | 'truncation' | 'condition'>,
  psi: number,
): string | undefined {
  if (tag === undefined || psi !== truncation) {
    return undefined;
  }
  return encodeFace(seedFace(tag, seed, [], asked === undefined ? undefined : numberOf(asked, condition)));
}
