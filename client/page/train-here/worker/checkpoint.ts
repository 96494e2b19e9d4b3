/**
 * The file of a checkpoint: the length of its header (u32, little-endian), the header in JSON, then the tensors of the
 * state, f32 each, in the order of `gan/state-entries.ts`. The keys of the header are those of the first release.
 */
import * as v from 'valibot';
import { parseRecipe, type Recipe } from '../../../../gan/recipe.ts';
import { stateEntries } from '../../../../gan/state-entries.ts';
import { sizeOf } from '../../../../graph/tensor.ts';
import type { MetricHistory } from './metric-history.ts';
import type { TrainingState } from './trainer.ts';

const LENGTH_BYTES = 4;

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const pointsSchema = v.array(
  v.object({
    step: count,
    lossDReal: finite,
    lossDFake: finite,
    lossG: finite,
    dReal: finite,
    dFakeBefore: finite,
  }),
);
/** Curves as files hold them, read as a history. */
export const curvesSchema = v.pipe(
  v.object({ points: pointsSchema, stretch: v.pipe(count, v.minValue(1)), rest: pointsSchema }),
  v.transform(
    ({ points, stretch, rest }): MetricHistory => ({ points, stepsPerPoint: stretch, pending: rest }),
  ),
);

/** A history as files hold it. */
export function curvesOf({
  points,
  stepsPerPoint,
  pending,
}: MetricHistory): v.InferInput<typeof curvesSchema> {
  return { points: [...points], stretch: stepsPerPoint, rest: [...pending] };
}

const headerSchema = v.object({
  /** The recipe and the list of tensors that the checkpoint was written with, in JSON. */
  lesson: v.string(),
  /** The name of the set; earlier builds stored a training under it. */
  set: v.optional(v.string()),
  steps: count,
  seconds: v.pipe(finite, v.minValue(0)),
  curves: curvesSchema,
});
/** What `lesson` holds. */
const writtenSchema = v.tuple([
  v.unknown(),
  v.array(v.object({ name: v.string(), shape: v.array(v.number()) })),
]);

export type BrowserCheckpoint = {
  readonly steps: number;
  /** The time that the steps took. */
  readonly seconds: number;
  readonly history: MetricHistory;
  readonly state: TrainingState;
};

/** @param set the name of the set that is learned from */
export function encodeCheckpoint(
  set: string,
  recipe: Recipe,
  { steps, seconds, history, state }: BrowserCheckpoint,
): Blob {
  const entries = stateEntries(recipe);
  const header: v.InferInput<typeof headerSchema> = {
    lesson: JSON.stringify([recipe, entries]),
    set,
    steps,
    seconds,
    curves: curvesOf(history),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(new Uint32Array([text.length]).buffer);
  return new Blob([length, text, ...entries.map(({ name }) => new Float32Array(state.get(name) ?? []))]);
}

function decodeHeader(file: ArrayBuffer) {
  const length = new DataView(file).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(file, LENGTH_BYTES, length));
  const { lesson, ...header } = v.parse(headerSchema, JSON.parse(text));
  const [recipe, tensors] = v.parse(writtenSchema, JSON.parse(lesson));
  return { ...header, recipe, tensors, end: LENGTH_BYTES + length };
}

/**
 * What a checkpoint says of its training: its recipe, in which keys that earlier builds did not write have their defaults, and its set, where it is
 * named.
 *
 * @throws Error where the file is damaged
 */
export function readCheckpointHeader(file: ArrayBuffer): { recipe: Recipe; set?: string; steps: number } {
  const { recipe, set, steps } = decodeHeader(file);
  return { recipe: parseRecipe(recipe, 'the checkpoint'), ...(set !== undefined && { set }), steps };
}

/**
 * @param recipe by which the training goes on
 * @returns null where the file has other tensors than the recipe, so that the training cannot go on from them
 * @throws Error where the file is damaged
 */
export function decodeCheckpoint(recipe: Recipe, file: ArrayBuffer): BrowserCheckpoint | null {
  const entries = stateEntries(recipe);
  const { tensors, steps, seconds, curves, end } = decodeHeader(file);
  const namesAndShapes = entries.map(({ name, shape }) => ({ name, shape }));
  if (JSON.stringify(tensors) !== JSON.stringify(namesAndShapes)) {
    return null;
  }
  let at = end;
  const state = new Map(
    entries.map(({ name, shape }) => {
      const bytes = 4 * sizeOf(shape);
      // A copy, since a tensor need not be aligned within the file. A file that is too short throws.
      const values = new Float32Array(file.slice(at, at + bytes), 0, bytes / 4);
      at += bytes;
      return [name, values] as const;
    }),
  );
  return { steps, seconds, history: curves, state };
}
