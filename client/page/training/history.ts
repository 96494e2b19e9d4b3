/** What a published model tells of its training: the curves, and the step that each frame of the film shows. */
import { EngineError } from '@dareka/engine';
import * as v from 'valibot';
import { fetchOk } from '../fetch-ok.ts';
import type { LoadedModel } from '../loaded-model.ts';

const pointSchema = v.object({
  step: v.number(),
  images: v.number(),
  seconds: v.number(),
  lossDReal: v.number(),
  lossDFake: v.number(),
  lossG: v.number(),
  dReal: v.number(),
  dFakeBefore: v.number(),
  dFakeAfter: v.number(),
});

const historySchema = v.object({ points: v.array(pointSchema), film: v.array(v.number()) });

/** Means up to a step, over the stretch since the point before. */
export type HistoryPoint = v.InferOutput<typeof pointSchema>;
export type History = v.InferOutput<typeof historySchema>;

/** @throws EngineError of kind `network` or `format`; @returns null where the model came without a history */
export async function fetchHistory(model: LoadedModel): Promise<History | null> {
  const url = model.fileUrl('history');
  if (url === null) {
    return null;
  }
  const response = await fetchOk(url);
  const read = v.safeParse(historySchema, await response.json());
  if (!read.success) {
    throw new EngineError({ kind: 'format', file: url, detail: read.issues[0].message });
  }
  return read.output;
}

/** The frame of the film that is nearest to a step. */
export function frameAt(film: readonly number[], step: number): number {
  return film.reduce(
    (best, at, i) => (Math.abs(at - step) < Math.abs((film[best] ?? 0) - step) ? i : best),
    0,
  );
}

/** The point of the curves that is nearest to a step; undefined where there are none. */
export function pointAt(points: readonly HistoryPoint[], step: number): HistoryPoint | undefined {
  return points.reduce<HistoryPoint | undefined>(
    (best, point) =>
      best === undefined || Math.abs(point.step - step) < Math.abs(best.step - step) ? point : best,
    undefined,
  );
}
