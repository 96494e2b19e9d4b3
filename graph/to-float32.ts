/** Converts the types that PyTorch saves weights in to 32-bit floats. */

import type { StoredTensor } from './safetensors.ts';
import { sizeOf } from './tensor.ts';

/** The upper half of a 32-bit float is a bfloat16. */
function widenBfloat16(halves: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}

const CONVERSIONS: Readonly<
  Record<string, { bytes: number; read: (buffer: ArrayBuffer) => Float32Array } | undefined>
> = {
  F32: { bytes: 4, read: (buffer) => new Float32Array(buffer) },
  F16: { bytes: 2, read: (buffer) => Float32Array.from(new Float16Array(buffer)) },
  BF16: { bytes: 2, read: (buffer) => widenBfloat16(new Uint16Array(buffer)) },
  F64: { bytes: 8, read: (buffer) => Float32Array.from(new Float64Array(buffer)) },
};

/**
 * @param what the tensor's file and name, for error messages
 * @throws for another type than F32, F16, BF16 and F64, for a shape that does not fit, and for infinity and NaN
 */
export function toFloat32({ dtype, shape, bytes }: StoredTensor, what: string): Float32Array {
  const conversion = CONVERSIONS[dtype];
  if (!conversion) {
    throw new Error(
      `${what} is ${dtype}; ${Object.keys(CONVERSIONS).join(', ')} are read: write .float() first`,
    );
  }
  if (bytes.length !== conversion.bytes * sizeOf(shape)) {
    throw new Error(`${what} [${shape}] of ${dtype} does not fit its ${bytes.length} bytes`);
  }
  // A copy, because a tensor need not be aligned within the file.
  const values = conversion.read(Uint8Array.from(bytes).buffer);
  if (!values.every(Number.isFinite)) {
    throw new Error(`${what} holds infinity or NaN as 32-bit floats`);
  }
  return values;
}
