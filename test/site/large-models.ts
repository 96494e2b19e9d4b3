/**
 * Skip generators of 256 × 256 with random weights, published: the first is drawn by the kernel, the second, which has no
 * weights file, by ONNX Runtime. They do not draw faces, but each z gives another pattern.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DrawFace, openGenerator } from '../../kernel/generator.ts';
import { largePlan, randomWeights } from '../../kernel/testing/random-model.ts';
import { buildKernel } from '../../kernel/tools/build.ts';
import { type Face, latentFromFace, seedFace } from '../../latent/face.ts';
import { type Manifest, parseManifest, parseModelIndex, TAG_LENGTH } from '../../latent/manifest.ts';
import { encodePng } from '../../picture/png.ts';
import type { FoldedLayer } from '../../training/publish/fold-batch-norm.ts';
import { generatorFile } from '../../training/publish/generator-file.ts';
import { weightsFile } from '../../training/publish/weights-file.ts';

const RESOLUTION = 256;
const LATENT_SIZE = 10;
const BITS = 32;
const PROBE_SEED = 1;
/** Of the random weights. */
const SEEDS = { kernel: 1, onnx: 2 };

export type LargeModel = {
  readonly tag: string;
  /** The face as the kernel draws it, RGBA u8 [side, side, 4]. */
  draw(face: Face, side: number): Uint8ClampedArray<ArrayBuffer>;
};

/** Both models: the kernel's is the default of new faces. */
export type LargeModels = Readonly<Record<keyof typeof SEEDS, LargeModel>>;

/** @param models the folder of published models, which they are added to */
export async function addLargeModels(models: string): Promise<LargeModels> {
  const file = join(models, 'index.json');
  const index = parseModelIndex(JSON.parse(await readFile(file, 'utf8')));
  const template = parseManifest(
    JSON.parse(await readFile(join(models, index.default, 'manifest.json'), 'utf8')),
  );
  const kernel = await addModel(models, template, SEEDS.kernel, true);
  const onnx = await addModel(models, template, SEEDS.onnx, false);
  const ids = [kernel.id, onnx.id];
  await writeFile(file, JSON.stringify({ default: kernel.id, models: [...index.models, ...ids] }));
  return { kernel, onnx };
}

async function addModel(
  models: string,
  template: Manifest,
  seed: number,
  hasWeights: boolean,
): Promise<LargeModel & { id: string }> {
  const weights = randomWeights(largePlan, LATENT_SIZE, seed);
  const layers = foldedLayers(weights);
  const generator = generatorFile(layers, BITS);
  const tag = sha256(generator).slice(0, TAG_LENGTH);
  const id = `large-${tag}`;
  const module = await WebAssembly.compile(await buildKernel());
  const drawLatent = openGenerator({ module, plan: largePlan, weights, latentSize: LATENT_SIZE });
  const { truncation } = template.prior;
  function draw(face: Face, side: number): ReturnType<DrawFace> {
    return drawLatent(latentFromFace(face, { latentSize: LATENT_SIZE, truncation, directions: [] }), {
      side,
    });
  }
  const probe = draw(seedFace(tag, PROBE_SEED), RESOLUTION);
  const contents = [
    { name: 'generator.onnx', role: 'generator', content: generator },
    ...(hasWeights
      ? [{ name: 'generator.weights', role: 'weights', content: weightsFile(layers, BITS) } as const]
      : []),
    {
      name: 'probe.png',
      role: 'probe',
      content: encodePng({ width: RESOLUTION, height: RESOLUTION, data: probe }),
    },
  ] as const;
  const { format, prior, tensors, licence, data, metrics } = template;
  const manifest: Manifest = {
    ...{ format, prior, tensors, licence, data, metrics, id, tag },
    name: 'large',
    resolution: RESOLUTION,
    latentSize: LATENT_SIZE,
    directions: [],
    probe: { seed: PROBE_SEED, file: 'probe.png' },
    layers: layers.map(({ name, kernel, stride, padding, activation, side }) => ({
      ...{ name, operator: 'ConvTranspose', stride, padding, activation },
      kernel: kernel.shape[2],
      shape: [kernel.shape[1], side, side],
    })),
    files: contents.map(({ name, role, content }) => ({
      ...{ name, role, bytes: content.length, sha256: sha256(content) },
    })),
  };
  const folder = join(models, id);
  await mkdir(folder);
  for (const { name, content } of contents) {
    await writeFile(join(folder, name), content);
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return { id, tag, draw };
}

/** The weights as a training gives them, after batch norm was folded into them. */
function foldedLayers(weights: ReturnType<typeof randomWeights>): FoldedLayer[] {
  return largePlan.map(({ name, kind, side }, i) => {
    const layer = weights.get(name);
    if (layer === undefined) {
      throw new Error(`there are no weights of ${name}`);
    }
    const { shape, values, scales, bias } = layer;
    const [, outputs, edge] = shape;
    const data = Float32Array.from(
      values,
      (value, at) => value * (scales[Math.floor(at / edge ** 2) % outputs] ?? 0),
    );
    const isLast = i === largePlan.length - 1;
    return {
      name,
      kind: kind === 'toRgb' ? 'picture' : 'hidden',
      ...(kind === 'project' ? { stride: 1, padding: 0 } : { stride: 2, padding: 1 }),
      activation: kind !== 'toRgb' ? 'relu' : isLast ? 'tanh' : 'none',
      side,
      kernel: { shape, data },
      bias,
    };
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
