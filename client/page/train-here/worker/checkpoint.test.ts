import { describe, expect, test } from 'vitest';
import training from '../../../../browser-training/training.json' with { type: 'json' };
import { type BrowserCheckpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';

const point = { step: 7, lossDReal: 0.5, lossDFake: 0.25, lossG: 1.5, dReal: 0.75, dFakeBefore: 0.25 };
const checkpoint: BrowserCheckpoint = {
  steps: 9,
  seconds: 4.5,
  history: { points: [point], stepsPerPoint: 2, pending: [{ ...point, step: 9 }] },
  state: new Map(
    training.state.map(({ name, shape }, i) => [
      name,
      new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(i + 0.5),
    ]),
  ),
};

/** A file with another header before the same tensors. */
async function withHeader(change: (header: Record<string, unknown>) => unknown): Promise<ArrayBuffer> {
  const file = await encodeCheckpoint(checkpoint).arrayBuffer();
  const end = 4 + new DataView(file).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(file.slice(4, end)));
  const text = new TextEncoder().encode(JSON.stringify(change(header)));
  return new Blob([new Uint32Array([text.length]), text, file.slice(end)]).arrayBuffer();
}

describe('a checkpoint', () => {
  test('is read back as it was written', async () => {
    expect(decodeCheckpoint(await encodeCheckpoint(checkpoint).arrayBuffer())).toEqual(checkpoint);
  });

  test('of the first release is read: its header has the same keys, and its recipe fewer', async () => {
    const { discriminatorLimit: _, ...recipe } = training.recipe;
    const file = await withHeader(() => ({
      lesson: JSON.stringify([{ ...recipe, name: 'lesson-32' }, training.state]),
      steps: 9,
      seconds: 4.5,
      curves: { points: [point], stretch: 2, rest: [{ ...point, step: 9 }] },
    }));
    expect(decodeCheckpoint(file)).toEqual(checkpoint);
  });

  test('with another recipe or other tensors is ignored', async () => {
    const { recipe, state } = training;
    for (const other of [
      [{ ...recipe, batch: recipe.batch + 1 }, state],
      [recipe, state.slice(1)],
    ]) {
      const file = await withHeader((header) => ({ ...header, lesson: JSON.stringify(other) }));
      expect(decodeCheckpoint(file)).toBeNull();
    }
  });

  test('that is truncated or has no header is refused', async () => {
    const file = await encodeCheckpoint(checkpoint).arrayBuffer();
    expect(() => decodeCheckpoint(file.slice(0, -4))).toThrow();
    expect(() => decodeCheckpoint(file.slice(0, 2))).toThrow();
    expect(() => decodeCheckpoint(new Uint8Array(100).buffer)).toThrow();
  });
});
