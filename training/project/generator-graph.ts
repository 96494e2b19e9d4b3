/** A generator as a graph of z, whose derivatives are graphs too: of a published model or of a run. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate, generatorParameters } from '../../gan/networks/generator.ts';
import { addBias, weightInputs } from '../../gan/networks/layers.ts';
import { upsamplePicture } from '../../gan/networks/resample.ts';
import { convolveTransposed } from '../../graph/convolution.ts';
import { add, relu, tanh } from '../../graph/elementwise.ts';
import { reshape } from '../../graph/shape.ts';
import { input, type Tensor, type Values } from '../../graph/tensor.ts';
import { readWeights } from '../../kernel/weights.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { kernelOf } from '../exchange/unfold-batch-norm.ts';
import { drawnGenerator } from '../publish/storage/calibrate.ts';
import { readOptionalManifest } from '../read/manifest.ts';
import { expectTrainedNetworks } from '../run/run.ts';
import { recordedFrequencies } from '../run/run-data.ts';

const WEIGHTS = 'generator.weights';

export type GeneratorGraph = {
  /** The values of the inputs that its graph has beside z. */
  readonly weights: Values;
  /** z: f32 [n, latentSize] → f32 [n, 3, resolution, resolution] in [−1, 1] */
  readonly apply: (z: Tensor) => Tensor;
};

/** From a manifest's layers, whose batch norm is folded into the weights. Layers without a ReLU are pictures, which add up. */
async function ofModel(folder: string, { id, layers, files }: Manifest): Promise<GeneratorGraph> {
  if (layers.length === 0) {
    throw new Error(`${id} is no plain chain of convolutions, so it has no derivatives here`);
  }
  if (!files.some(({ name }) => name === WEIGHTS)) {
    throw new Error(
      `${id} was published from an ONNX file, without ${WEIGHTS}, so it has no derivatives here`,
    );
  }
  const stored = readWeights(
    Uint8Array.from(await readFile(join(folder, WEIGHTS))).buffer,
    layers.map(({ name }) => name),
    WEIGHTS,
  );
  const weights: Values = {};
  for (const [name, layer] of stored) {
    weights[`${name}.weight`] = { shape: layer.shape, data: kernelOf(layer) };
    weights[`${name}.bias`] = { shape: [layer.bias.length], data: layer.bias };
  }
  const given = (name: string): Tensor => input(name, weights[name]?.shape ?? []);
  return {
    weights,
    apply(z) {
      let x = reshape(z, [...z.shape, 1, 1]);
      let picture: Tensor | undefined;
      for (const { name, stride, padding, activation } of layers) {
        const geometry = { stride, padding };
        const y = addBias(convolveTransposed(x, given(`${name}.weight`), geometry), given(`${name}.bias`));
        if (activation === 'relu') {
          x = relu(y);
        } else {
          picture = picture === undefined ? y : add(upsamplePicture(picture), y);
        }
      }
      if (picture === undefined) {
        throw new Error(`${id} has no layer that gives a picture`);
      }
      return tanh(picture);
    },
  };
}

async function ofRun(folder: string): Promise<GeneratorGraph> {
  const { recipe, ...checkpoint } = await expectTrainedNetworks(folder);
  const inputs = weightInputs(generatorParameters(recipe));
  return {
    weights: await drawnGenerator(recipe, checkpoint, await recordedFrequencies(folder, recipe)),
    apply: (z) => generate(recipe, inputs, z, { kind: 'evaluate' }),
  };
}

/**
 * @param folder of a published model, or of a run
 * @throws Error where its layers are not known
 */
export async function readGeneratorGraph(folder: string): Promise<GeneratorGraph> {
  const manifest = await readOptionalManifest(folder);
  return manifest === undefined ? ofRun(folder) : ofModel(folder, manifest);
}
