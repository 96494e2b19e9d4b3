/**
 * A face detector that others trained on photographs: the "tiny face detector" of face-api (a small YOLOv2 of separable
 * convolutions), whose weights are in the npm package. Its graph is written here as ONNX, so that ONNX Runtime runs it; a
 * test compares it with the package.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import * as v from 'valibot';
import { encodeModel } from '../../graph/onnx/encode.ts';
import type { OnnxNode, OnnxTensor } from '../../graph/onnx/model.ts';
import { parseJson } from '../read/parse.ts';

const WEIGHTS = '@vladmandic/face-api/model/tiny_face_detector_model-weights_manifest.json';
/** The mean colour of its training data, 0 … 255, which is subtracted from the input. */
const MEAN_COLOUR = [117.001, 114.697, 97.404] as const;
const LEAK = 0.1;
/** The boxes that each cell of the output grid proposes, and the numbers of a box: position, size, score. */
const ANCHORS = 5;
const BOX = 5;
const SCORE = 4;
/** The side, in pixels, that pictures are resized to: a multiple of 32. */
const INPUT = 160;
/** The batch size. */
const BATCH = 50;

/** The score of the best box above which a face counts as found. */
export const FOUND = 0.5;

const manifestSchema = v.pipe(
  v.array(
    v.object({
      paths: v.tuple([v.string()]),
      weights: v.array(
        v.object({
          name: v.string(),
          shape: v.array(v.number()),
          quantization: v.object({ dtype: v.literal('uint8'), scale: v.number(), min: v.number() }),
        }),
      ),
    }),
  ),
  v.length(1),
);

type Weight = { readonly shape: readonly number[]; readonly data: Float32Array };

/** Reads the quantized weights of the package: value = min + scale · byte. */
async function readWeights(): Promise<Map<string, Weight>> {
  const path = createRequire(import.meta.url).resolve(WEIGHTS);
  const [group] = parseJson(manifestSchema, await readFile(path, 'utf8'), path);
  if (!group) {
    throw new Error(`${path}: names no weights`);
  }
  const bytes = await readFile(join(dirname(path), group.paths[0]));
  let at = 0;
  return new Map(
    group.weights.map(({ name, shape, quantization: { scale, min } }) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const data = Float32Array.from(bytes.subarray(at, at + size), (byte) => min + scale * byte);
      at += size;
      return [name, { shape, data }];
    }),
  );
}

/** From TensorFlow's order [h, w, in, out] to ONNX's [out, in, h, w]; a depthwise filter [h, w, c, 1] to [c, 1, h, w]. */
function reorder({ shape, data }: Weight, depthwise: boolean): Weight {
  const [h = 0, w = 0, p = 0, q = 0] = shape;
  const [to, from] = depthwise ? [p, 1] : [q, p];
  const out = new Float32Array(data.length);
  for (let o = 0; o < to; o++) {
    for (let i = 0; i < from; i++) {
      for (let tap = 0; tap < h * w; tap++) {
        out[(o * from + i) * h * w + tap] = data[tap * p * q + (depthwise ? o : i * q + o)] ?? 0;
      }
    }
  }
  return { shape: [to, from, h, w], data: out };
}

/** portraits f32 [n, 3, side, side] in [−1, 1] → boxes f32 [n, 25, cells, cells]. */
function detectorFile(weights: ReadonlyMap<string, Weight>): Uint8Array {
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  function find(name: string): Weight {
    const found = weights.get(name);
    if (!found) {
      throw new Error(`the face detector has no weight ${name}`);
    }
    return found;
  }
  function floats(name: string, { shape, data }: Weight): string {
    initializers.push({ name, type: 'float32', shape, data });
    return name;
  }
  function then(operator: string, inputs: string[], attributes: OnnxNode['attributes'] = {}): string {
    const output = `t${nodes.length}`;
    nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }
  function convolution(x: string, filter: string, bias: string | undefined, padding: number): string {
    const depthwise = filter.endsWith('depthwise_filter');
    const kernel = reorder(find(filter), depthwise);
    const [to = 0, , h = 0, w = 0] = kernel.shape;
    const inputs = [x, floats(filter, kernel), ...(bias ? [floats(bias, find(bias))] : [])];
    return then('Conv', inputs, {
      kernel_shape: [h, w],
      pads: [padding, padding, padding, padding],
      group: depthwise ? to : 1,
    });
  }
  const active = (x: string): string => then('LeakyRelu', [x], { alpha: { float: LEAK } });
  const halved = (x: string, stride: number): string =>
    then('MaxPool', [x], { kernel_shape: [2, 2], strides: [stride, stride], auto_pad: 'SAME_UPPER' });
  const separable = (x: string, name: string): string =>
    active(
      convolution(
        convolution(x, `${name}/depthwise_filter`, undefined, 1),
        `${name}/pointwise_filter`,
        `${name}/bias`,
        0,
      ),
    );

  const colour = (name: string, values: readonly number[]): string =>
    floats(name, { shape: [1, 3, 1, 1], data: Float32Array.from(values) });
  initializers.push({
    name: 'sizes',
    type: 'int64',
    shape: [2],
    data: BigInt64Array.of(BigInt(INPUT), BigInt(INPUT)),
  });
  const pixels = then('Mul', ['portraits', colour('half', [0.5, 0.5, 0.5])]);
  const centre = colour(
    'centre',
    MEAN_COLOUR.map((mean) => 0.5 - mean / 255),
  );
  const shown = then('Add', [pixels, centre]);
  nodes.push({ operator: 'Shape', inputs: ['portraits'], outputs: ['shape'] });
  initializers.push({ name: 'two', type: 'int64', shape: [1], data: BigInt64Array.of(2n) });
  initializers.push({ name: 'zero', type: 'int64', shape: [1], data: BigInt64Array.of(0n) });
  const leading = then('Slice', ['shape', 'zero', 'two']);
  const size = then('Concat', [leading, 'sizes'], { axis: 0 });
  let x = then('Resize', [shown, '', '', size], {
    mode: 'linear',
    coordinate_transformation_mode: 'asymmetric',
  });
  x = halved(active(convolution(x, 'conv0/filters', 'conv0/bias', 0)), 2);
  for (const name of ['conv1', 'conv2', 'conv3', 'conv4']) {
    x = halved(separable(x, name), 2);
  }
  x = halved(separable(x, 'conv5'), 1);
  const boxes = convolution(x, 'conv8/filters', 'conv8/bias', 0);
  nodes.push({ operator: 'Identity', inputs: [boxes], outputs: ['boxes'] });
  return encodeModel({
    name: 'face-detector',
    nodes,
    initializers,
    inputs: [{ name: 'portraits', type: 'float32', shape: ['n', 3, 'side', 'side'] }],
    outputs: [{ name: 'boxes', type: 'float32', shape: ['n', ANCHORS * BOX, 'cells', 'cells'] }],
  });
}

export type FaceDetector = {
  /**
   * The score of the likeliest face of each picture, from 0 to 1.
   * @param portraits f32 [n, 3, side, side] in [−1, 1]
   */
  scores(portraits: Float32Array, side: number): Promise<Float32Array>;
  release(): Promise<void>;
};

export async function openFaceDetector(): Promise<FaceDetector> {
  const session = await InferenceSession.create(detectorFile(await readWeights()), { logSeverityLevel: 3 });
  return {
    async scores(portraits, side) {
      const size = 3 * side * side;
      const n = portraits.length / size;
      const best = new Float32Array(n);
      for (let start = 0; start < n; start += BATCH) {
        const some = portraits.subarray(start * size, Math.min(n, start + BATCH) * size);
        const { boxes } = await session.run({
          portraits: new Tensor('float32', some, [some.length / size, 3, side, side]),
        });
        const data = boxes?.data as Float32Array;
        const perPicture = data.length / (some.length / size);
        const cells = perPicture / (ANCHORS * BOX);
        data.forEach((value, i) => {
          if (Math.floor((i % perPicture) / cells) % BOX !== SCORE) {
            return;
          }
          const picture = start + Math.floor(i / perPicture);
          best[picture] = Math.max(best[picture] ?? 0, 1 / (1 + Math.exp(-value)));
        });
      }
      return best;
    },
    release: () => session.release(),
  };
}
