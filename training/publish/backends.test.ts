import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as native from 'onnxruntime-node';
import * as web from 'onnxruntime-web/wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialState } from '../../gan/initial-state.ts';
import { parseRecipe } from '../../gan/recipe.ts';
import { encodeModel } from '../../graph/onnx/encode.ts';
import { latentsFromSeeds } from '../../latent/seed/seed.ts';
import { readOnnxGenerator } from '../exchange/onnx/read-generator.ts';
import { dcgan, resizing } from '../exchange/onnx/testing/foreign-graphs.ts';
import { testDevice } from '../testing/test-device.ts';
import { openGeneratorSession } from './generator-session.ts';
import { storeGenerator } from './storage/store-generator.ts';
import type { WeightBits } from './storage/weight-storage.ts';

/** The largest difference that links promise between any two devices: 2/255, here on the scale of [−1, 1]. */
const PROMISED = 2 / 127.5;
const OPTIONS = { extra: { session: { disable_quant_qdq: '1' } } };

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-backends-'));
});
afterAll(() => rm(scratch, { recursive: true }));

/** Draws as the page does: by its own WebAssembly, or by the provider that its WebGPU is built from. */
async function drawOnPage(generator: Uint8Array, z: Float32Array, size: number) {
  const [ort, provider] = testDevice === 'cpu' ? [web, 'wasm'] : [native, 'webgpu'];
  const session = await ort.InferenceSession.create(generator, {
    ...OPTIONS,
    executionProviders: [provider],
  });
  const { image } = await session.run({ z: new ort.Tensor('float32', z, [z.length / size, size]) });
  await session.release();
  return image?.data;
}

async function expectSame(generator: Uint8Array, size: number): Promise<void> {
  const z = latentsFromSeeds(1, 3, size);
  const published = await openGeneratorSession(generator, size);
  const wanted = await published.draw(z);
  await published.release();
  const drawn = await drawOnPage(generator, z, size);
  if (!(drawn instanceof Float32Array)) {
    throw new Error('no image');
  }
  expect(drawn.length).toBe(wanted.length);
  let worst = 0;
  drawn.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - (wanted[i] ?? Number.NaN)));
  });
  expect(worst).toBeLessThan(PROMISED);
  expect(wanted.some((value) => Math.abs(value) > PROMISED)).toBe(true);
}

describe('the page and onnxruntime-node draw the same faces', () => {
  it.each<['dcgan' | 'skip', WeightBits]>([
    ['dcgan', 8],
    ['dcgan', 16],
    ['dcgan', 32],
    ['skip', 8],
  ])('of the network %s in %i bits', async (network, bits) => {
    const recipe = parseRecipe(
      { name: 'tiny', network, resolution: 32, latentSize: 8, generatorWidth: 4 },
      'test',
    );
    const state = initialState(recipe);
    const louder = Object.fromEntries(
      Object.entries(state).map(([name, { shape, data }]) => [
        name,
        { shape, data: shape.length === 4 ? data.map((value) => 10 * value) : data },
      ]),
    );
    const { generator } = await storeGenerator(recipe, louder, { bits: [bits], truncation: 1 });
    await expectSame(generator, recipe.latentSize);
  });

  it.each([
    ['transposed convolutions', dcgan()],
    ['enlargements and convolutions', resizing(1)],
  ])('of a foreign graph of %s', async (_, graph) => {
    const path = join(scratch, 'foreign.onnx');
    await writeFile(path, encodeModel(graph));
    const { generator, latentSize } = await readOnnxGenerator(path, 1);
    await expectSame(generator, latentSize);
  });
});
