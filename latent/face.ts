/**
 * A face: which model draws it, and from what. Either a seed with a few edits, or a latent vector of its own.
 * Both are exact: everything in a face is an integer or a multiple of 1/32, and so survives a share code.
 */
import { apply } from './directions.ts';
import { isSeed, latentFromSeed, MAX_SEED } from './seed.ts';

/** A step along one of the model's directions. */
export type Edit = {
  /** The direction's index in the model's manifest: 0 … 255. */
  readonly direction: number;
  /** How far, in units of z: a multiple of 1/32 in −4 … 127/32, not 0. */
  readonly amount: number;
};

/** A face that a seed gave, with at most 16 edits, sorted by direction, each direction once. */
export type SeedFace = {
  /** The tag of its model: 6 lower-case hex digits. */
  readonly model: string;
  readonly kind: 'seed';
  readonly seed: number;
  readonly edits: readonly Edit[];
};

/** A face with a latent vector of its own: a mix, a step of a walk, a search's result. */
export type LatentFace = {
  /** The tag of its model: 6 lower-case hex digits. */
  readonly model: string;
  readonly kind: 'latent';
  /** f32 [latentSize], each a multiple of 1/32 in −4 … 127/32; truncation is in it already. */
  readonly z: Float32Array;
};

export type Face = SeedFace | LatentFace;

/** What of a model decides the z of a face. */
export type ResolveModel = {
  readonly latentSize: number;
  readonly truncation: number;
  /** Unit vectors, f32 [latentSize] each. */
  readonly directions: readonly Float32Array[];
};

/** Amounts and the dimensions of a latent face are whole steps of 1/32, as many as an i8 holds. */
export const STEPS_PER_UNIT = 32;
const LEAST_STEPS = -128;
const MOST_STEPS = 127;

export const MAX_DIRECTION = 255;
export const MAX_EDITS = 16;

function isOnGrid(value: number): boolean {
  const steps = value * STEPS_PER_UNIT;
  return Number.isInteger(steps) && steps >= LEAST_STEPS && steps <= MOST_STEPS && !Object.is(value, -0);
}

/** The nearest value of the grid, never −0. */
function toGrid(value: number): number {
  const steps = Math.round(value * STEPS_PER_UNIT);
  return (Math.min(Math.max(steps, LEAST_STEPS), MOST_STEPS) + 0) / STEPS_PER_UNIT;
}

/** A number as a message shows it: −0 as "-0". */
function shown(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function checkEdits(edits: readonly Edit[]): void {
  if (edits.length > MAX_EDITS) {
    throw new RangeError(`a face has at most ${MAX_EDITS} edits, not ${edits.length}`);
  }
  let previous = -1;
  for (const [i, { direction, amount }] of edits.entries()) {
    if (
      !Number.isInteger(direction) ||
      direction < 0 ||
      direction > MAX_DIRECTION ||
      Object.is(direction, -0)
    ) {
      throw new RangeError(
        `edits[${i}].direction is an integer in 0 … ${MAX_DIRECTION}, not ${shown(direction)}`,
      );
    }
    if (direction <= previous) {
      throw new RangeError(`edits[${i}].direction is ${direction} after ${previous}: they have to increase`);
    }
    if (amount === 0 || !isOnGrid(amount)) {
      throw new RangeError(
        `edits[${i}].amount is a multiple of 1/32 in −4 … 127/32 other than 0, not ${shown(amount)}`,
      );
    }
    previous = direction;
  }
}

/**
 * Refuses a face that no share code can hold.
 *
 * @throws RangeError that names the field, what it is, and what it has to be
 */
export function checkFace(face: Face): void {
  if (!/^[0-9a-f]{6}$/.test(face.model)) {
    throw new RangeError(`a model tag is 6 lower-case hex digits, not ${JSON.stringify(face.model)}`);
  }
  if (face.kind === 'seed') {
    if (!isSeed(face.seed) || Object.is(face.seed, -0)) {
      throw new RangeError(`a seed is an integer in 0 … ${MAX_SEED}, not ${shown(face.seed)}`);
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
 * The face of a seed. Edits may come in any order and precision: those of one direction are added up, amounts
 * go to the nearest 1/32 within −4 … 127/32, and those that come to nothing are left out.
 *
 * @throws RangeError for a seed, a model tag or a direction out of its range, or for more than 16 edits
 */
export function seedFace(model: string, seed: number, edits: readonly Edit[] = []): SeedFace {
  const amounts = new Map<number, number>();
  for (const { direction, amount } of edits) {
    amounts.set(direction, (amounts.get(direction) ?? 0) + amount);
  }
  const canonical = [...amounts]
    .map(([direction, amount]): Edit => ({ direction, amount: toGrid(amount) }))
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => a.direction - b.direction);
  const face: SeedFace = { model, kind: 'seed', seed, edits: canonical };
  checkFace(face);
  return face;
}

/**
 * The face of a latent vector, each dimension taken to the nearest 1/32 within −4 … 127/32.
 *
 * @param z f32 [latentSize], finite, truncation already in it
 * @throws RangeError for a model tag that is none, or a z that is empty or not finite
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
 * A seed's is truncation · latentFromSeed(seed), then one edit after the other: z ← z + amount · direction. Each
 * of these steps is computed in doubles and rounded to f32. A latent face's is its own.
 *
 * @returns z: f32 [latentSize], the caller's to keep
 * @throws RangeError for a direction or a length of z that the model does not have
 */
export function resolve(face: Face, model: ResolveModel): Float32Array {
  if (face.kind === 'latent') {
    if (face.z.length !== model.latentSize) {
      throw new RangeError(`the face's z has ${face.z.length} dimensions, the model's ${model.latentSize}`);
    }
    return face.z.slice();
  }
  let z = latentFromSeed(face.seed, model.latentSize).map((value) => model.truncation * value);
  for (const { direction, amount } of face.edits) {
    const vector = model.directions[direction];
    if (vector === undefined) {
      throw new RangeError(
        `the face has an edit of direction ${direction}, the model has ${model.directions.length}`,
      );
    }
    z = apply(z, vector, amount);
  }
  return z;
}
