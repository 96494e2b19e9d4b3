/** A generator that is an ONNX file from elsewhere. */
import { readOnnxGenerator } from '../exchange/onnx/read-generator.ts';
import { originOf } from '../exchange/origin.ts';
import type { FromFile } from './from-weights.ts';
import type { Publishable } from './publishable.ts';

/** @param path of the ONNX file; its weights stay stored as they are, and there is no file of them for the edge. */
export async function fromOnnx(path: string, { name, truncation = 1 }: FromFile): Promise<Publishable> {
  const { original, ...read } = await readOnnxGenerator(path, truncation);
  return {
    ...read,
    name,
    truncation,
    dtype: 'f32',
    files: [],
    origin: originOf('onnx', path, original),
  };
}
