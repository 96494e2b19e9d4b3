/**
 * How the kernels of a published generator are stored. Each way gives the tensor `NAME.kernel` through operators that ONNX
 * Runtime folds when it loads the graph, so that only the bytes over the wire differ.
 */
import type { OnnxNode, OnnxTensor } from '../../../graph/onnx/model.ts';
import type { WritableTensors } from '../../../graph/safetensors.ts';
import { choiceFlag } from '../../command-line.ts';
import type { FoldedLayer } from './fold-batch-norm.ts';
import { quantize } from './quantize.ts';

/** Bits per weight: 8 with a scale for each output channel, half floats, or floats. */
export type WeightBits = 8 | 16 | 32;
export const DTYPE = { 8: 'i8', 16: 'f16', 32: 'f32' } as const satisfies Record<WeightBits, string>;

/**
 * Parses `--bits`.
 * @throws UsageError that says what to write
 */
export function bitsFlag(text: string): WeightBits {
  return Number(choiceFlag('bits', text, ['8', '16', '32'])) as WeightBits;
}

/** The description in model cards, by dtype. */
export const STORAGE: Readonly<Record<string, string>> = {
  i8: 'stored in 8 bits with a scale for each output channel',
  f16: 'stored as 16-bit floats',
  f32: 'stored as 32-bit floats',
};

/** TensorProto.DataType of 32-bit floats, as the Cast operator takes it. */
const TO_FLOAT32 = 1;

export type StoredKernel = {
  /** For the ONNX file. */
  readonly initializers: readonly OnnxTensor[];
  readonly nodes: readonly OnnxNode[];
  /** For the edge's kernel. */
  readonly tensors: WritableTensors;
};

const STORE: Readonly<Record<WeightBits, (name: string, kernel: FoldedLayer['kernel']) => StoredKernel>> = {
  8(name, { shape, data }) {
    const { codes, scales } = quantize(data, shape);
    const [, out] = shape;
    return {
      initializers: [
        { name: `${name}.codes`, type: 'int8', shape, data: codes },
        { name: `${name}.scales`, type: 'float32', shape: [out], data: scales },
        { name: `${name}.zeros`, type: 'int8', shape: [out], data: new Int8Array(out) },
      ],
      nodes: [
        {
          operator: 'DequantizeLinear',
          inputs: [`${name}.codes`, `${name}.scales`, `${name}.zeros`],
          outputs: [`${name}.kernel`],
          attributes: { axis: 1 },
        },
      ],
      tensors: {
        [`${name}.scales`]: { shape: [out], data: scales },
        [`${name}.codes`]: { shape, data: codes },
      },
    };
  },
  16(name, { shape, data }) {
    const halves = Float16Array.from(data);
    return {
      initializers: [{ name: `${name}.half`, type: 'float16', shape, data: halves }],
      nodes: [
        {
          operator: 'Cast',
          inputs: [`${name}.half`],
          outputs: [`${name}.kernel`],
          attributes: { to: TO_FLOAT32 },
        },
      ],
      tensors: { [`${name}.kernel`]: { shape, data: halves } },
    };
  },
  32: (name, { shape, data }) => ({
    initializers: [{ name: `${name}.kernel`, type: 'float32', shape, data }],
    nodes: [],
    tensors: { [`${name}.kernel`]: { shape, data } },
  }),
};

/** A layer's kernel, f32 [in, out, k, k], with this number of bits per weight. */
export function storeKernel(
  { name, kernel }: Pick<FoldedLayer, 'name' | 'kernel'>,
  bits: WeightBits,
): StoredKernel {
  return STORE[bits](name, kernel);
}
