/**
 * A checkpoint folder: the weights of a training by the PyTorch twin of our networks, in few bytes.
 *
 *     recipe.toml                  the recipe to continue the training with
 *     generator.safetensors        the EMA generator with its running statistics, F16 and F32
 *     discriminator.safetensors    F16, F32, or I8 with one scale for each output channel, in NAME.scale
 *
 * Both have `steps`, `images`, `seconds` and `labels` as metadata. The discriminator was trained with equalized learning
 * rates (Karras et al., 2018, section 4.1): its file has the kernels as they were before the network multiplied them by
 * their gain. Its residual blocks are named `D.refine32.a.weight` there, and `D.residual32.a.weight` here.
 */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { HE_GAIN } from '../../gan/initial-state.ts';
import type { Parameter } from '../../gan/networks/architecture.ts';
import { discriminatorParameters, logitLayer } from '../../gan/networks/discriminator-parameters.ts';
import { generatorParameters } from '../../gan/networks/generator.ts';
import { parseValue } from '../../gan/parse-value.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { expectExactly } from '../../gan/state-dict/infer-recipe.ts';
import { decodeSafetensors, type Metadata, type StoredTensor } from '../../graph/safetensors.ts';
import { printShape, sizeOf, type Values } from '../../graph/tensor.ts';
import { toFloat32 } from '../../graph/to-float32.ts';
import type { BaseCheckpoint } from '../run/base-checkpoint.ts';
import { type Origin, originOf } from './origin.ts';

export type CheckpointFolder = {
  /** Of the generator, and of the discriminator where it was asked for, named as the recipe's parameters. */
  readonly weights: Values;
  readonly origin: Origin;
  /** The training up to the checkpoint. */
  readonly before: BaseCheckpoint;
  /** How many labels its discriminator predicts. The recipe can use fewer, the first of them. */
  readonly labels: number;
};

/** A number of the metadata, which is text. */
const amount = v.pipe(
  v.string(),
  v.regex(/^\d+(\.\d+)?$/, 'must be a number of at least 0'),
  v.transform(Number),
);
const metadataSchema = v.object({ steps: amount, images: amount, seconds: amount, labels: amount });
/** The metadata `gain` of a discriminator. */
const BEFORE_GAIN = 'weights before the equalized gain';
const SCALE = '.scale';

/**
 * @param folder of the checkpoint
 * @param recipe whose networks the weights have to fit
 * @param networks `generator` leaves the discriminator's file unread, so that the recipe may have another discriminator
 * @throws where a file is missing or damaged, or its weights are not those of the recipe, naming the tensors
 */
export async function readCheckpointFolder(
  folder: string,
  recipe: Recipe,
  networks: 'both' | 'generator' = 'both',
): Promise<CheckpointFolder> {
  const generator = await readNetwork(join(folder, 'generator.safetensors'));
  const { steps, images, seconds, labels } = parseValue(metadataSchema, generator.metadata, generator.path);
  expectParameters(generator, generatorParameters(recipe), recipe);
  return {
    weights: {
      ...generator.weights,
      ...(networks === 'both'
        ? await readDiscriminator(join(folder, 'discriminator.safetensors'), recipe)
        : {}),
    },
    origin: originOf('pytorch', generator.path, generator.bytes),
    before: { name: basename(folder), steps, images, seconds },
    labels,
  };
}

/** @throws where the file is missing or damaged, or has other weights than the recipe's discriminator */
async function readDiscriminator(path: string, recipe: Recipe): Promise<Values> {
  const discriminator = await readNetwork(path);
  if (discriminator.metadata.gain !== BEFORE_GAIN) {
    throw new Error(
      `${discriminator.path}: the metadata has to say gain: "${BEFORE_GAIN}", got ${JSON.stringify(discriminator.metadata.gain)}`,
    );
  }
  const weights = firstLabels(recipe, renameResidualBlocks(discriminator.weights));
  expectParameters({ path, weights }, discriminatorParameters(recipe), recipe);
  return applyGain(recipe, weights);
}

/** @throws where a parameter is missing, has another shape, or is not one of the recipe's */
function expectParameters(
  { path, weights }: Pick<StoredNetwork, 'path' | 'weights'>,
  parameters: readonly Parameter[],
  recipe: Recipe,
): void {
  expectExactly(
    { path, prefix: `${parameters[0]?.name[0]}.`, weights, names: new Map() },
    parameters,
    `of the recipe ${recipe.name}`,
  );
}

type StoredNetwork = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly metadata: Metadata;
  readonly weights: Values;
};

async function readNetwork(path: string): Promise<StoredNetwork> {
  const bytes = await readFile(path);
  const { metadata, tensors } = decodeSafetensors(bytes, path);
  const weights = Object.fromEntries(
    Array.from(tensors)
      .filter(([name]) => !name.endsWith(SCALE))
      .map(([name, tensor]) => {
        const what = `${path}: ${name}`;
        const data =
          tensor.dtype === 'I8'
            ? dequantize(tensor, tensors.get(name + SCALE), what)
            : toFloat32(tensor, what);
        return [name, { shape: tensor.shape, data }];
      }),
  );
  return { path, bytes, metadata, weights };
}

/**
 * @param scale F32 [output channels], where the tensor is [output channels, …]
 * @throws where the scales are missing, or either tensor does not fit its bytes
 */
function dequantize(
  { shape, bytes }: StoredTensor,
  scale: StoredTensor | undefined,
  what: string,
): Float32Array {
  if (scale === undefined) {
    throw new Error(
      `${what} is I8 without ${SCALE.slice(1)}s: there has to be a tensor of the same name and ${SCALE}`,
    );
  }
  const scales = toFloat32(scale, what + SCALE);
  const [channels = 1] = shape;
  if (bytes.length !== sizeOf(shape) || scales.length !== channels) {
    throw new Error(
      `${what} ${printShape(shape)} has ${bytes.length} bytes and ${scales.length} scales, expected ${sizeOf(shape)} and ${channels}`,
    );
  }
  const perChannel = bytes.length / channels;
  return Float32Array.from(
    Int8Array.from(bytes),
    (code, i) => code * (scales[Math.floor(i / perChannel)] ?? 0),
  );
}

function renameResidualBlocks(weights: Values): Values {
  return Object.fromEntries(
    Object.entries(weights).map(([name, value]) => [name.replace(/^D\.refine(?=\d)/, 'D.residual'), value]),
  );
}

/** The rows of the label head for the labels that the recipe uses. */
function firstLabels({ labelWeight, labelCount }: Recipe, weights: Values): Values {
  return Object.fromEntries(
    Object.entries(weights).flatMap(([name, value]) => {
      if (!name.startsWith('D.labels.')) {
        return [[name, value]];
      }
      const [rows = 0, ...rest] = value.shape;
      const kept = Math.min(rows, labelCount);
      const first = { shape: [kept, ...rest], data: value.data.slice(0, kept * sizeOf(rest)) };
      return labelWeight > 0 ? [[name, first]] : [];
    }),
  );
}

/** The kernels as the network uses them: He's initial deviation, of gain 1 at both outputs, is their equalized gain. */
function applyGain(recipe: Recipe, weights: Values): Values {
  const outputs = [`${logitLayer(recipe)}.weight`, 'D.labels.weight'];
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => {
      if (shape.length < 2) {
        return [name, { shape, data }];
      }
      const gain = (outputs.includes(name) ? 1 : HE_GAIN) / Math.sqrt(sizeOf(shape.slice(1)));
      return [name, { shape, data: data.map((value) => value * gain) }];
    }),
  );
}
