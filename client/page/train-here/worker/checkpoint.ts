/**
 * The file of a checkpoint: the length of its header (u32, little-endian), the header in JSON, then the tensors of the
 * state, f32 each, in the order of `gan/state-entries.ts`. The keys of the header are those of the first release.
 */
import * as v from 'valibot';
import type { Recipe } from '../../../../gan/recipe.ts';
import { type StateEntry, stateEntries } from '../../../../gan/state-entries.ts';
import type { MetricHistory } from '../metric-history.ts';
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
const headerSchema = v.object({
  /** The recipe and the list of tensors that the checkpoint was written with, in JSON. */
  lesson: v.string(),
  steps: count,
  seconds: v.pipe(finite, v.minValue(0)),
  curves: v.object({ points: pointsSchema, stretch: v.pipe(count, v.minValue(1)), rest: pointsSchema }),
});
const publishedSchema = v.tuple([v.looseObject({ name: v.string() }), v.unknown()]);

export type BrowserCheckpoint = {
  readonly steps: number;
  /** The time that the steps took. */
  readonly seconds: number;
  readonly history: MetricHistory;
  readonly state: TrainingState;
};

export function encodeCheckpoint(
  recipe: Recipe,
  { steps, seconds, history, state }: BrowserCheckpoint,
): Blob {
  const entries = stateEntries(recipe);
  const header: v.InferOutput<typeof headerSchema> = {
    lesson: JSON.stringify([recipe, entries]),
    steps,
    seconds,
    curves: {
      points: [...history.points],
      stretch: history.stepsPerPoint,
      rest: [...history.pending],
    },
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(new Uint32Array([text.length]).buffer);
  return new Blob([length, text, ...entries.map(({ name }) => new Float32Array(state.get(name) ?? []))]);
}

/**
 * @returns null where the file was written with another recipe or other tensors, which cannot be trained on
 * @throws Error where the file is damaged
 */
export function decodeCheckpoint(recipe: Recipe, file: ArrayBuffer): BrowserCheckpoint | null {
  const entries = stateEntries(recipe);
  const length = new DataView(file).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(file, LENGTH_BYTES, length));
  const { lesson: written, steps, seconds, curves } = v.parse(headerSchema, JSON.parse(text));
  if (!isSameTraining(JSON.parse(written), recipe, entries)) {
    return null;
  }
  let at = LENGTH_BYTES + length;
  const state = new Map(
    entries.map(({ name, shape }) => {
      const bytes = 4 * shape.reduce((product, size) => product * size, 1);
      // A copy, since a tensor need not be aligned within the file. A file that is too short throws.
      const values = new Float32Array(file.slice(at, at + bytes), 0, bytes / 4);
      at += bytes;
      return [name, values] as const;
    }),
  );
  const { points, stretch, rest } = curves;
  return { steps, seconds, history: { points, stepsPerPoint: stretch, pending: rest }, state };
}

/**
 * Whether a state can be trained on: tensors and recipe are the same but for the recipe's name. A key that is not in the
 * file was added to recipes later, with a default that changes nothing.
 */
function isSameTraining(written: unknown, recipe: Recipe, entries: readonly StateEntry[]): boolean {
  const [{ name: _, ...before }, state] = v.parse(publishedSchema, written);
  const now: Readonly<Record<string, unknown>> = recipe;
  return (
    Object.entries(before).every(([key, value]) => now[key] === value) &&
    JSON.stringify(state) === JSON.stringify(entries)
  );
}
