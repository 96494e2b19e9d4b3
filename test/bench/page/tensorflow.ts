/** The same generator in TensorFlow.js, on its WASM backend. */

import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { type PlannedLayer, planOf } from '../../../kernel/plan.ts';
import { type LayerWeights, readWeights } from '../../../kernel/weights.ts';
import { parseManifest, parseModelIndex } from '../../../latent/model/manifest.ts';
import { latentFromSeed } from '../../../latent/seed/seed.ts';
import { toRgba } from '../../../picture/rgba.ts';
import type { OpenContender } from './contender.ts';
import { SITE } from './site.ts';

/** Faces per batch: the fastest of 1, 4, 8 and 16. */
const BATCH = 8;

const COLOURS = 3;
const LINEAR = [0.25, 0.75, 0.75, 0.25];

type Layer = Pick<PlannedLayer, 'kind' | 'channels' | 'side'> & { filter: tf.Tensor; bias: tf.Tensor };

/** On one thread, as the contenders that it is compared with. */
export async function openTensorFlow(): Promise<OpenContender> {
  // Its build with SIMD and without threads.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
  await tf.setBackend('wasm');
  const { layers, latentSize, resolution, truncation } = await fetchModel();
  const [first, ...rest] = layers;
  if (first === undefined) {
    throw new Error('the model has no layers');
  }

  const bilinear = enlarging();
  const generate = (z: Float32Array, n: number): tf.Tensor =>
    tf.tidy(() => {
      const grid = tf.matMul(tf.tensor2d(z, [n, latentSize]), first.filter as tf.Tensor2D);
      const start: tf.Tensor4D = tf.reshape(grid, [n, first.side, first.side, first.channels]);
      let hidden: tf.Tensor4D = tf.relu(tf.add(start, first.bias));
      let picture: tf.Tensor4D | undefined;
      for (const { kind, filter, bias, channels, side } of rest) {
        const twice = (x: tf.Tensor4D, by: tf.Tensor): tf.Tensor4D =>
          tf.conv2dTranspose(x, by as tf.Tensor4D, [n, side, side, channels], 2, 'same');
        const out: tf.Tensor4D = tf.add(twice(hidden, filter), bias);
        if (kind !== 'toRgb') {
          hidden = tf.relu(out);
        } else {
          picture = picture ? tf.add(out, twice(picture, bilinear)) : out;
        }
      }
      if (picture === undefined) {
        throw new Error('the generator has no picture layer');
      }
      return tf.transpose(tf.tanh(picture), [0, 3, 1, 2]);
    });

  return {
    async draw(faces) {
      let last = new Uint8ClampedArray();
      for (let from = 0; from < faces; from += BATCH) {
        const n = Math.min(BATCH, faces - from);
        const z = new Float32Array(n * latentSize);
        for (let i = 0; i < n; i++) {
          z.set(
            latentFromSeed(from + i, latentSize).map((value) => truncation * value),
            i * latentSize,
          );
        }
        const image = generate(z, n);
        const drawn = Float32Array.from(await image.data());
        image.dispose();
        last = toRgba(drawn.subarray(((n - 1) * drawn.length) / n), resolution);
      }
      return last;
    },
    close: () => tf.disposeVariables(),
  };
}

async function fetchModel() {
  const index = parseModelIndex(await (await fetch(`${SITE}/models/index.json`)).json());
  const folder = `${SITE}/models/${index.default}/`;
  const manifest = parseManifest(await (await fetch(`${folder}manifest.json`)).json());
  const steps = planOf(manifest);
  const names = steps.map(({ name }) => name);
  const weights = readWeights(await (await fetch(`${folder}generator.weights`)).arrayBuffer(), names);
  const layers = steps.map(({ name, kind, channels, side }, i): Layer => {
    const own = weights.get(name);
    if (own === undefined) {
      throw new Error(`no weights of ${name}`);
    }
    const filter = i === 0 ? projection(own) : tf.tensor4d(transposed(own), [4, 4, channels, own.shape[0]]);
    return { kind, filter, bias: tf.tensor1d(own.bias), channels, side };
  });
  const { latentSize, resolution } = manifest;
  return { layers, latentSize, resolution, truncation: manifest.prior.truncation };
}

/** A filter [k, k, out, in] that enlarges each colour channel by linear interpolation. */
function enlarging(): tf.Tensor4D {
  const data = Float32Array.from({ length: 4 * 4 * COLOURS * COLOURS }, (_, i) => {
    const [tap, out, from] = [Math.floor(i / COLOURS ** 2), Math.floor(i / COLOURS) % COLOURS, i % COLOURS];
    return out === from ? (LINEAR[tap >> 2] ?? 0) * (LINEAR[tap & 3] ?? 0) : 0;
  });
  return tf.tensor4d(data, [4, 4, COLOURS, COLOURS]);
}

/** [in, out, k, k] → [in, k · k · out]. */
function projection({ shape: [inputs, outputs, k], values, scales }: LayerWeights): tf.Tensor2D {
  const taps = k * k;
  const data = new Float32Array(values.length);
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      for (let tap = 0; tap < taps; tap++) {
        data[(i * taps + tap) * outputs + o] =
          (values[(i * outputs + o) * taps + tap] ?? 0) * (scales[o] ?? 0);
      }
    }
  }
  return tf.tensor2d(data, [inputs, taps * outputs]);
}

/** [in, out, k, k] → [k, k, out, in], as conv2dTranspose takes it. */
function transposed({ shape: [inputs, outputs, k], values, scales }: LayerWeights): Float32Array {
  const taps = k * k;
  const data = new Float32Array(values.length);
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      for (let tap = 0; tap < taps; tap++) {
        data[(tap * outputs + o) * inputs + i] =
          (values[(i * outputs + o) * taps + tap] ?? 0) * (scales[o] ?? 0);
      }
    }
  }
  return data;
}
