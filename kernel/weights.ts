/**
 * Reads generator.weights and discriminator.weights, which `training/publish/storage/weights-file.ts` writes.
 *
 * The file format is safetensors (`graph/safetensors.ts`). Each layer NAME of the manifest has the tensors
 *
 *     NAME.bias      F32 [out]
 *     NAME.SUFFIX    its kernel [in, out, k, k], with a suffix and a dtype of one of STORAGES; that storage may need more
 *                    tensors of the layer
 *
 * All storages are decoded to the same form: i8 or f32 values, and a scale for each output channel. To add a storage, add
 * an entry to STORAGES. Decoding runs once for millions of weights, in a new isolate where JavaScript is not optimized
 * yet, so it uses typed array constructors rather than loops.
 */
import * as v from 'valibot';
import { decodeSafetensors, type StoredTensor } from '../graph/safetensors.ts';

export type LayerWeights = {
  /** [in, out, k, k] */
  readonly shape: KernelShape;
  /** i8 or f32, of that shape */
  readonly values: Int8Array | Float32Array;
  /** f32 [out]: the kernel is values · scales, by output channel. */
  readonly scales: Float32Array;
  /** f32 [out] */
  readonly bias: Float32Array;
};

export type KernelShape = readonly [number, number, number, number];

/**
 * The bytes of the layer's tensor `NAME.SUFFIX`.
 *
 * @throws Error where it is missing or has another dtype or shape
 */
type Read = (suffix: string, dtype: Dtype, shape: readonly number[]) => Uint8Array<ArrayBuffer>;

type Storage = {
  /** Of the tensor whose shape is the kernel's. */
  readonly suffix: string;
  readonly dtype: Dtype;
  readonly decode: (read: Read, shape: KernelShape) => Pick<LayerWeights, 'values' | 'scales'>;
};

const STORAGES: readonly Storage[] = [
  {
    suffix: 'codes',
    dtype: 'I8',
    decode: (read, shape) => ({
      values: new Int8Array(read('codes', 'I8', shape).buffer),
      scales: new Float32Array(read('scales', 'F32', [shape[1]]).buffer),
    }),
  },
  {
    suffix: 'kernel',
    dtype: 'F16',
    decode: (read, shape) => ({
      values: new Float32Array(new Float16Array(read('kernel', 'F16', shape).buffer)),
      scales: ones(shape[1]),
    }),
  },
  {
    suffix: 'kernel',
    dtype: 'F32',
    decode: (read, shape) => ({
      values: new Float32Array(read('kernel', 'F32', shape).buffer),
      scales: ones(shape[1]),
    }),
  },
];

function ones(length: number): Float32Array {
  return new Float32Array(length).fill(1);
}

const BYTES = { I8: 1, F16: 2, F32: 4 } as const;
type Dtype = keyof typeof BYTES;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const kernelShapeSchema = v.tuple([count, count, count, count]);

/**
 * @param file the bytes of generator.weights
 * @param names of the layers to read
 * @param source the file's name, for messages
 * @throws Error that names the tensor that is missing, has another shape or dtype, or exceeds the file
 */
export function readWeights(
  file: ArrayBuffer,
  names: readonly string[],
  source = 'generator.weights',
): ReadonlyMap<string, LayerWeights> {
  const { tensors } = decodeSafetensors(new Uint8Array(file), source);
  return new Map(
    names.map((name) => {
      const read: Read = (suffix, dtype, shape) => {
        const tensor = tensors.get(`${name}.${suffix}`);
        if (tensor === undefined) {
          throw new Error(`${source} has no ${name}.${suffix}`);
        }
        if (tensor.dtype !== dtype || String(tensor.shape) !== String(shape)) {
          throw new Error(
            `${source}: ${name}.${suffix} is ${tensor.dtype} [${tensor.shape}], not ${dtype} [${shape}]`,
          );
        }
        const bytes = shape.reduce((product, edge) => product * edge, BYTES[dtype]);
        if (tensor.bytes.length !== bytes) {
          throw new Error(
            `${source}: ${name}.${suffix} has ${tensor.bytes.length} bytes, ${dtype} [${shape}] takes ${bytes}`,
          );
        }
        // A copy, because a tensor need not be aligned within the file.
        return new Uint8Array(tensor.bytes);
      };
      return [name, readLayer(name, tensors, read, source)];
    }),
  );
}

function readLayer(
  name: string,
  tensors: ReadonlyMap<string, StoredTensor>,
  read: Read,
  source: string,
): LayerWeights {
  for (const { suffix, dtype, decode } of STORAGES) {
    const tensor = tensors.get(`${name}.${suffix}`);
    if (tensor?.dtype !== dtype || !v.is(kernelShapeSchema, tensor.shape)) {
      continue;
    }
    const bias = new Float32Array(read('bias', 'F32', [tensor.shape[1]]).buffer);
    return { shape: tensor.shape, ...decode(read, tensor.shape), bias };
  }
  const known = STORAGES.map(({ suffix, dtype }) => `${name}.${suffix} as ${dtype}`).join(', ');
  throw new Error(`${source} has none of ${known}, each [in, out, k, k]`);
}
