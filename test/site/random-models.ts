/** Generators with random weights, published as trained ones are. They draw patterns: each z, and each class, gives another one. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openGenerator } from '../../kernel/generator.ts';
import type { PlannedLayer } from '../../kernel/plan.ts';
import { randomWeights } from '../../kernel/testing/random-model.ts';
import { buildKernel } from '../../kernel/tools/build.ts';
import type { Condition } from '../../latent/condition/condition-schema.ts';
import { type Face, latentFromFace, latentModel, seedFace } from '../../latent/face.ts';
import { type Manifest, parseManifest, parseModelIndex, TAG_LENGTH } from '../../latent/model/manifest.ts';
import { encodePng } from '../../picture/png.ts';
import type { FoldedLayer } from '../../training/publish/storage/fold-batch-norm.ts';
import { generatorFile } from '../../training/publish/storage/generator-file.ts';
import { weightsFile } from '../../training/publish/storage/weights-file.ts';

const BITS = 32;
const PROBE_SEED = 1;

export type RandomModel = {
  readonly id: string;
  readonly tag: string;
  readonly manifest: Manifest;
  /** The face as the kernel draws it, RGBA u8 [side, side, 4]. */
  draw(face: Face, side: number): Uint8ClampedArray<ArrayBuffer>;
};

export type RandomModelOptions = {
  readonly name: string;
  readonly plan: readonly PlannedLayer[];
  /** Of z, and of y where there is a condition. */
  readonly latentSize: number;
  /** Of the random weights. */
  readonly seed: number;
  /** Without a weights file ONNX Runtime draws it. */
  readonly hasWeights?: boolean;
  readonly condition?: Condition;
};

type Described = Pick<Manifest, 'latentSize' | 'prior' | 'condition'>;

/** Opens the kernel's generator of the model. */
async function drawingOf(options: RandomModelOptions, described: Described): Promise<RandomModel['draw']> {
  const { plan, latentSize, seed } = options;
  const module = await WebAssembly.compile(await buildKernel());
  const weights = randomWeights(plan, latentSize, seed);
  const drawLatent = openGenerator({ module, plan, weights, latentSize });
  return (face, side) => drawLatent(latentFromFace(face, latentModel(described)), { side });
}

/**
 * @param models a folder of models to which a model with these options was added, by another process
 * @throws Error where it has no model of that name
 */
export async function readRandomModel(models: string, options: RandomModelOptions): Promise<RandomModel> {
  const id = (await readdir(models)).find((folder) => folder.startsWith(`${options.name}-`));
  if (id === undefined) {
    throw new Error(`${models} has no model ${options.name}`);
  }
  const manifest = parseManifest(JSON.parse(await readFile(join(models, id, 'manifest.json'), 'utf8')));
  return { id, tag: manifest.tag, manifest, draw: await drawingOf(options, manifest) };
}

/**
 * @param models the folder of published models to add the model to; `index.json` stays as it is
 * @returns the id of the model
 */
export async function addRandomModel(models: string, options: RandomModelOptions): Promise<string> {
  const { name, plan, latentSize, seed, hasWeights = true, condition } = options;
  const index = parseModelIndex(JSON.parse(await readFile(join(models, 'index.json'), 'utf8')));
  const template = parseManifest(
    JSON.parse(await readFile(join(models, index.default, 'manifest.json'), 'utf8')),
  );
  const weights = randomWeights(plan, latentSize, seed);
  const layers = foldedLayers(plan, weights);
  const generator = generatorFile(layers, BITS);
  const tag = sha256(generator).slice(0, TAG_LENGTH);
  const id = `${name}-${tag}`;
  const resolution = plan.at(-1)?.side ?? 0;
  const { format, prior, tensors, licence, data, metrics } = template;
  const described = { latentSize, prior, ...(condition === undefined ? {} : { condition }) };
  const draw = await drawingOf(options, described);
  const probe = draw(seedFace(tag, PROBE_SEED), resolution);
  const contents = [
    { name: 'generator.onnx', role: 'generator', content: generator },
    ...(hasWeights
      ? [{ name: 'generator.weights', role: 'weights', content: weightsFile(layers, BITS) } as const]
      : []),
    {
      name: 'probe.png',
      role: 'probe',
      content: encodePng({ width: resolution, height: resolution, data: probe }),
    },
  ] as const;
  const manifest: Manifest = {
    ...{ format, tensors, licence, data, metrics, id, tag, name, resolution, ...described },
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
  return id;
}

/** The weights in the form in which a training publishes them, with batch norm folded into them. */
function foldedLayers(
  plan: readonly PlannedLayer[],
  weights: ReturnType<typeof randomWeights>,
): FoldedLayer[] {
  return plan.map(({ name, kind, side }, i) => {
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
    const isLast = i === plan.length - 1;
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
