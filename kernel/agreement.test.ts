import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, test } from 'vitest';
import { endingWith } from '../graph/onnx/ending-with.ts';
import { decodeDirections } from '../latent/directions.ts';
import { latentFace, latentFromFace, latentModel, seedFace } from '../latent/face.ts';
import { type Manifest, parseManifest } from '../latent/model/manifest.ts';
import { randomStep, seededRandom } from '../latent/testing/random-faces.ts';
import { toRgba } from '../picture/rgba.ts';
import { openGenerator } from './generator.ts';
import { planOf } from './plan.ts';
import { buildKernel } from './tools/build.ts';
import { readWeights } from './weights.ts';

const MODELS = join(import.meta.dirname, '..', 'models');

/** What links promise between any two backends, in steps of 1/255. */
const PROMISED = 2;
const SEEDS = 200;
const LATENTS = 20;
/** Faces that ONNX Runtime draws at a time. */
const BATCH = 20;

const module = await WebAssembly.compile(await buildKernel());
const folders = (await readdir(MODELS, { withFileTypes: true })).filter((entry) => entry.isDirectory());

async function read(...path: string[]): Promise<ArrayBuffer> {
  return Uint8Array.from(await readFile(join(MODELS, ...path))).buffer;
}

/** The z of seeds, of seeds with edits where the model has directions, and of latent vectors of their own. */
async function faces(manifest: Manifest): Promise<Float32Array[]> {
  const { id, tag, latentSize, directions } = manifest;
  const vectors = directions.length === 0 ? new ArrayBuffer(0) : await read(id, 'directions.bin');
  const random = seededRandom(1);
  const edits = () =>
    directions.flatMap((_, direction) =>
      random(2) === 0 ? [] : [{ direction, amount: randomStep(random) }],
    );
  const model = latentModel(manifest, decodeDirections(vectors, latentSize));
  return [
    ...Array.from({ length: SEEDS }, (_, i) => seedFace(tag, i, i % 2 === 0 ? [] : edits().slice(0, 16))),
    ...Array.from({ length: LATENTS }, () =>
      latentFace(
        tag,
        Float32Array.from({ length: latentSize }, () => randomStep(random) / 2),
      ),
    ),
  ].map((face) => latentFromFace(face, model));
}

/** The largest difference between the bytes of a picture and the first ones of others. */
function largestDifference(picture: Uint8ClampedArray, others: Uint8ClampedArray): number {
  let worst = 0;
  for (let at = 0; at < picture.length; at++) {
    worst = Math.max(worst, Math.abs((picture[at] as number) - (others[at] ?? Number.NaN)));
  }
  return worst;
}

describe('the kernel draws what ONNX Runtime draws', () => {
  test.each(folders.map(({ name }) => name))(
    'of the published model %s',
    { timeout: 300_000 },
    async (id) => {
      const manifest = parseManifest(JSON.parse(await readFile(join(MODELS, id, 'manifest.json'), 'utf8')));
      const { resolution, latentSize, tensors } = manifest;
      if (!manifest.files.some(({ role }) => role === 'weights')) {
        return;
      }
      const plan = planOf(manifest);
      const weights = readWeights(
        await read(id, 'generator.weights'),
        plan.map(({ name }) => name),
      );
      const draw = openGenerator({ module, plan, weights, latentSize });
      const generator = new Uint8Array(await read(id, 'generator.onnx'));
      /** The largest difference between both over some faces of a side, with the generator that ONNX Runtime draws them with. */
      async function difference(model: Uint8Array, latents: readonly Float32Array[], side: number) {
        const session = await ort.InferenceSession.create(model, {
          executionProviders: ['wasm'],
          extra: { session: { disable_quant_qdq: '1' } },
        });
        let worst = 0;
        for (let from = 0; from < latents.length; from += BATCH) {
          const batch = latents.slice(from, from + BATCH);
          const z = new Float32Array(batch.length * latentSize);
          for (const [i, vector] of batch.entries()) {
            z.set(vector, i * latentSize);
          }
          const input = new ort.Tensor('float32', z, [batch.length, latentSize]);
          const image = (await session.run({ [tensors.input]: input }))[tensors.output]?.data;
          if (!(image instanceof Float32Array)) {
            throw new Error('the session returned no image');
          }
          const byOnnx = toRgba(image, side);
          const byKernel = batch.map((vector) => draw(vector, { side }));
          expect(byOnnx).toHaveLength(batch.length * side * side * 4);
          for (const [i, picture] of byKernel.entries()) {
            worst = Math.max(worst, largestDifference(picture, byOnnx.subarray(i * picture.length)));
          }
        }
        await session.release();
        return worst;
      }
      const all = await faces(manifest);
      expect(await difference(generator, all, resolution)).toBeLessThanOrEqual(PROMISED);
      const smaller = plan.findLast(({ kind, side }) => kind === 'toRgb' && side < resolution);
      if (smaller !== undefined) {
        const cut = endingWith(generator, smaller.name, { operator: 'Tanh', output: tensors.output });
        expect(await difference(cut, all.slice(0, BATCH), smaller.side)).toBeLessThanOrEqual(PROMISED);
      }
    },
  );
});
