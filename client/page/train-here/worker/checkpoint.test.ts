import { sha256Hex } from '@dareka/engine/local-models';
import { describe, expect, test } from 'vitest';
import { stateEntries } from '../../../../gan/state-entries.ts';
import { sizeOf } from '../../../../graph/tensor.ts';
import { TRAINING_SOURCES } from '../sets/training-sources.ts';
import {
  type BrowserCheckpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  readCheckpointHeader,
} from './checkpoint.ts';

const { recipe } = TRAINING_SOURCES.portraits.set;
const entries = stateEntries(recipe);

const point = { step: 7, lossDReal: 0.5, lossDFake: 0.25, lossG: 1.5, dReal: 0.75, dFakeBefore: 0.25 };
const checkpoint: BrowserCheckpoint = {
  steps: 9,
  seconds: 4.5,
  history: { points: [point], stepsPerPoint: 2, pending: [{ ...point, step: 9 }] },
  state: new Map(entries.map(({ name, shape }, i) => [name, new Float32Array(sizeOf(shape)).fill(i + 0.5)])),
};

/** A file with another header before the same tensors. */
async function withHeader(change: (header: Record<string, unknown>) => unknown): Promise<ArrayBuffer> {
  const file = await encodeCheckpoint('portraits', recipe, checkpoint).arrayBuffer();
  const end = 4 + new DataView(file).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(file.slice(4, end)));
  const text = new TextEncoder().encode(JSON.stringify(change(header)));
  return new Blob([new Uint32Array([text.length]), text, file.slice(end)]).arrayBuffer();
}

describe('a checkpoint', () => {
  test('is read back as it was written', async () => {
    const file = await encodeCheckpoint('portraits', recipe, checkpoint).arrayBuffer();
    expect(decodeCheckpoint(recipe, file)).toEqual(checkpoint);
    expect(readCheckpointHeader(file)).toEqual({ recipe, set: 'portraits', steps: 9 });
  });

  test('of the first release is read: its header has the same keys, and its recipe fewer', async () => {
    const { discriminatorLimit: _, ...first } = recipe;
    const file = await withHeader(() => ({
      lesson: JSON.stringify([{ ...first, name: 'lesson-32' }, entries]),
      steps: 9,
      seconds: 4.5,
      curves: { points: [point], stretch: 2, rest: [{ ...point, step: 9 }] },
    }));
    expect(decodeCheckpoint(recipe, file)).toEqual(checkpoint);
    expect(readCheckpointHeader(file)).toEqual({ recipe: { ...recipe, name: 'lesson-32' }, steps: 9 });
  });

  test('of the portraits has the tensors that were published with them when the page fetched its graphs', async () => {
    const list = new TextEncoder().encode(JSON.stringify(entries));
    expect(await sha256Hex(list.buffer)).toBe(
      'f30892a94e5a9b8878ea0ee39c2721ce3415d826a1e5864eb95ade19f52f191d',
    );
  });

  test('is gone on with by another recipe with the same tensors', async () => {
    const file = await encodeCheckpoint('portraits', recipe, checkpoint).arrayBuffer();
    expect(decodeCheckpoint({ ...recipe, batch: recipe.batch + 1 }, file)).toEqual(checkpoint);
  });

  test('with other tensors is ignored', async () => {
    for (const other of [
      [recipe, entries.slice(1)],
      // A training on the digits.
      [TRAINING_SOURCES.digits.set.recipe, stateEntries(TRAINING_SOURCES.digits.set.recipe)],
    ]) {
      const file = await withHeader((header) => ({ ...header, lesson: JSON.stringify(other) }));
      expect(decodeCheckpoint(recipe, file)).toBeNull();
    }
  });

  test('that is truncated or has no header is refused', async () => {
    const file = await encodeCheckpoint('portraits', recipe, checkpoint).arrayBuffer();
    expect(() => decodeCheckpoint(recipe, file.slice(0, -4))).toThrow();
    expect(() => decodeCheckpoint(recipe, file.slice(0, 2))).toThrow();
    expect(() => decodeCheckpoint(recipe, new Uint8Array(100).buffer)).toThrow();
  });
});
