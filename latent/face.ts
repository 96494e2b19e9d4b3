/**
 * A face: the model that draws it, and either a seed with a few edits or a latent vector. All numbers in it are integers or
 * multiples of 1/32, so that a share code holds it without loss.
 */
import { type GeneratorInput, inputFromSeed, MAX_CLASSES } from './condition/condition.ts';
import { moveAlong } from './directions.ts';
import { isSeed, MAX_SEED } from './seed/seed.ts';

/** A step along one of the model's directions. */
export type Edit = {
  /** The direction's index in the model's manifest: 0 … 255. */
  readonly direction: number;
  /** How far, in units of z: a multiple of 1/32 in −4 … 127/32, not 0. */
  readonly amount: number;
};

/** The face of a seed, with at most 16 edits, sorted by direction, each direction once. */
export type SeedFace = {
  /** The tag of its model: 6 lower-case hex digits. */
  readonly model: string;
  readonly kind: 'seed';
  readonly seed: number;
  readonly edits: readonly Edit[];
  /** The index of its class, 0 … 255, in a conditional model. Without one the seed draws it: `classOfSeed`. */
  readonly class?: number;
};

/** The face of a latent vector: a mix, a step of a walk, the result of a search. */
export type LatentFace = {
  /** The tag of its model: 6 lower-case hex digits. */
  readonly model: string;
  readonly kind: 'latent';
  /** f32 [latentSize], each a multiple of 1/32 in −4 … 127/32, after truncation. Of a conditional model: z, and then y. */
  readonly z: Float32Array;
};

export type Face = SeedFace | LatentFace;

/** The part of a model that determines the z of a face. */
export type LatentModel = GeneratorInput & {
  /** Unit vectors, f32 [latentSize] each. */
  readonly directions: readonly Float32Array[];
};

/** What of a manifest is needed for a `LatentModel`. */
type Described = Pick<GeneratorInput, 'latentSize' | 'condition'> & {
  readonly prior: { readonly truncation: number };
};

/** @param directions of the model, unit vectors, f32 [latentSize] each; faces without edits need none */
export function latentModel(manifest: Described, directions: readonly Float32Array[] = []): LatentModel {
  const { latentSize, prior, condition } = manifest;
  return { latentSize, truncation: prior.truncation, condition, directions };
}

/** Amounts, and the dimensions of a latent face, are multiples of 1/32 that an i8 can hold. */
export const STEPS_PER_UNIT = 32;
const LEAST_STEPS = -128;
const MOST_STEPS = 127;

const MAX_DIRECTION = 255;
const MAX_CLASS = MAX_CLASSES - 1;
export const MAX_EDITS = 16;

/** Whether a share code can hold that dimension of z, or that amount. */
export function isOnGrid(value: number): boolean {
  const steps = value * STEPS_PER_UNIT;
  return Number.isInteger(steps) && steps >= LEAST_STEPS && steps <= MOST_STEPS && !Object.is(value, -0);
}

/** The nearest multiple of 1/32 in range, never −0. */
export function toGrid(value: number): number {
  const steps = Math.round(value * STEPS_PER_UNIT);
  return (Math.min(Math.max(steps, LEAST_STEPS), MOST_STEPS) + 0) / STEPS_PER_UNIT;
}

/** A number for a message: −0 as "-0". */
function shown(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Whether a byte holds it. −0 is none. */
function isByte(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 255 && !Object.is(value, -0);
}

function checkEdits(edits: readonly Edit[]): void {
  if (edits.length > MAX_EDITS) {
    throw new RangeError(`a face has at most ${MAX_EDITS} edits, not ${edits.length}`);
  }
  let previous = -1;
  for (const [i, { direction, amount }] of edits.entries()) {
    if (!isByte(direction)) {
      throw new RangeError(
        `edits[${i}].direction is an integer in 0 … ${MAX_DIRECTION}, not ${shown(direction)}`,
      );
    }
    if (direction <= previous) {
      throw new RangeError(
        `edits[${i}].direction is ${direction} after ${previous}: directions have to increase`,
      );
    }
    if (amount === 0 || !isOnGrid(amount)) {
      throw new RangeError(
        `edits[${i}].amount is a multiple of 1/32 in −4 … 127/32 other than 0, not ${shown(amount)}`,
      );
    }
    previous = direction;
  }
}

/** @throws RangeError for a face that no share code can hold: the field, its value, and the values allowed */
export function checkFace(face: Face): void {
  if (!/^[0-9a-f]{6}$/.test(face.model)) {
    throw new RangeError(`a model tag is 6 lower-case hex digits, not ${JSON.stringify(face.model)}`);
  }
  if (face.kind === 'seed') {
    if (!isSeed(face.seed) || Object.is(face.seed, -0)) {
      throw new RangeError(`a seed is an integer in 0 … ${MAX_SEED}, not ${shown(face.seed)}`);
    }
    if (face.class !== undefined && !isByte(face.class)) {
      throw new RangeError(`a class is an integer in 0 … ${MAX_CLASS}, not ${shown(face.class)}`);
    }
    checkEdits(face.edits);
    return;
  }
  if (face.z.length === 0) {
    throw new RangeError('z has no dimensions');
  }
  for (const [i, value] of face.z.entries()) {
    if (!isOnGrid(value)) {
      throw new RangeError(`z[${i}] is a multiple of 1/32 in −4 … 127/32, not ${shown(value)}`);
    }
  }
}

/**
 * The face of a seed. Edits may be in any order and precision: those of one direction are summed, amounts are rounded to
 * 1/32 and clamped to −4 … 127/32, and zero amounts are dropped.
 *
 * @param ofClass the index of its class, in a conditional model; without it the seed draws one
 * @throws RangeError for a seed, a model tag, a direction or a class out of its range, or for more than 16 edits
 */
export function seedFace(
  model: string,
  seed: number,
  edits: readonly Edit[] = [],
  ofClass?: number,
): SeedFace {
  const amounts = new Map<number, number>();
  for (const { direction, amount } of edits) {
    amounts.set(direction, (amounts.get(direction) ?? 0) + amount);
  }
  const canonical = [...amounts]
    .map(([direction, amount]): Edit => ({ direction, amount: toGrid(amount) }))
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => a.direction - b.direction);
  const face: SeedFace = {
    model,
    kind: 'seed',
    seed,
    edits: canonical,
    ...(ofClass === undefined ? {} : { class: ofClass }),
  };
  checkFace(face);
  return face;
}

/**
 * The face of a latent vector, each dimension rounded to 1/32 and clamped to −4 … 127/32.
 *
 * @param z f32 [latentSize], finite, after truncation
 * @throws RangeError for an invalid model tag, or a z that is empty or not finite
 */
export function latentFace(model: string, z: Float32Array): LatentFace {
  const wrong = z.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new RangeError(`z[${wrong}] is ${z[wrong]}`);
  }
  const face: LatentFace = { model, kind: 'latent', z: z.map(toGrid) };
  checkFace(face);
  return face;
}

/**
 * The latent vector that the model draws a face from: the same bits in every engine.
 *
 * For a seed: `inputFromSeed` (truncation · z, and for a conditional model y after it, which is not truncated), then
 * z ← z + amount · direction for each edit. Each of these steps is computed in doubles and rounded to f32. For a latent face: a copy of its z.
 *
 * @returns z: f32 [latentSize], a new array
 * @throws RangeError for a direction, a class or a length of z that the model does not have
 */
export function latentFromFace(face: Face, model: LatentModel): Float32Array {
  if (face.kind === 'latent') {
    if (face.z.length !== model.latentSize) {
      throw new RangeError(`the face's z has ${face.z.length} dimensions, the model's ${model.latentSize}`);
    }
    return face.z.slice();
  }
  let z = inputFromSeed(face.seed, model, face.class);
  for (const { direction, amount } of face.edits) {
    const vector = model.directions[direction];
    if (vector === undefined) {
      throw new RangeError(
        `the face has an edit of direction ${direction}, the model has ${model.directions.length}`,
      );
    }
    z = moveAlong(z, vector, amount);
  }
  return z;
}
