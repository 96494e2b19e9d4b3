/**
 * What has been learned, kept between visits: one entry of a cache, a JSON header and the tensors after it, which is there
 * whole or not at all.
 */
import * as v from 'valibot';
import training from '../../../../browser-training/training.json';
import { ADDRESS, CACHE } from '../checkpoint-cache.ts';
import type { MetricHistory } from '../metric-history.ts';
import type { TrainingState } from './trainer.ts';

const HEADER_AT = 4;

const real = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const points = v.array(
  v.object({ step: count, lossDReal: real, lossDFake: real, lossG: real, dReal: real, dFakeBefore: real }),
);
const headerSchema = v.object({
  /** What the tensors are: a lesson that was published later begins anew. */
  lesson: v.string(),
  steps: count,
  seconds: v.pipe(real, v.minValue(0)),
  curves: v.object({ points, stretch: v.pipe(count, v.minValue(1)), rest: points }),
});

export type Checkpoint = {
  readonly steps: number;
  /** That the steps took. */
  readonly seconds: number;
  readonly curves: MetricHistory;
  readonly state: TrainingState;
};

const edition = JSON.stringify([training.recipe, training.state]);

/** @throws DOMException where there is no room or no cache */
export async function saveCheckpoint({ state, ...learned }: Checkpoint): Promise<void> {
  const header = new TextEncoder().encode(JSON.stringify({ lesson: edition, ...learned }));
  const length = new Uint8Array(new Uint32Array([header.length]).buffer);
  const tensors = training.state.map(({ name }) => new Float32Array(state.get(name) ?? []));
  const cache = await caches.open(CACHE);
  await cache.put(ADDRESS, new Response(new Blob([length, header, ...tensors])));
}

/** What was kept, or null where that is nothing, or not of this lesson. */
export async function loadCheckpoint(): Promise<Checkpoint | null> {
  try {
    const kept = await (await caches.open(CACHE)).match(ADDRESS);
    return kept === undefined ? null : decode(await kept.arrayBuffer());
  } catch (error) {
    console.info('dareka: what was learned before cannot be read, beginning anew:', error);
    return null;
  }
}

export async function deleteCheckpoint(): Promise<void> {
  await (await caches.open(CACHE)).delete(ADDRESS);
}

function decode(file: ArrayBuffer): Checkpoint | null {
  const length = new DataView(file).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(file, HEADER_AT, length));
  const { lesson: of, ...learned } = v.parse(headerSchema, JSON.parse(text));
  if (of !== edition) {
    return null;
  }
  let at = HEADER_AT + length;
  const state = new Map(
    training.state.map(({ name, shape }) => {
      const bytes = 4 * shape.reduce((product, size) => product * size, 1);
      // A copy, because a tensor need not be aligned within the file; a file that is too short throws.
      const values = new Float32Array(file.slice(at, at + bytes), 0, bytes / 4);
      at += bytes;
      return [name, values] as const;
    }),
  );
  return { ...learned, state };
}
