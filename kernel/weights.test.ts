import { describe, expect, test } from 'vitest';
import { joinChunks } from '../graph/chunks.ts';
import { encodeSafetensors, type WritableTensors } from '../graph/safetensors.ts';
import { readWeights } from './weights.ts';

function safetensors(tensors: WritableTensors): ArrayBuffer {
  return joinChunks(encodeSafetensors(tensors)).buffer;
}
const SHAPE = [1, 2, 1, 2] as const;
const bias = { shape: [2], data: Float32Array.of(0.5, -0.5) };

/** A layer in each storage type, and its kernel. */
const STORED = {
  'codes of 8 bits': [
    {
      'it.codes': { shape: SHAPE, data: Int8Array.of(-127, 1, 2, 127) },
      'it.scales': { shape: [2], data: Float32Array.of(0.25, 2) },
    },
    [-31.75, 0.25, 4, 254],
  ],
  'half floats': [
    { 'it.kernel': { shape: SHAPE, data: Float16Array.of(-1.5, 0, 0.25, 1000) } },
    [-1.5, 0, 0.25, 1000],
  ],
  floats: [
    { 'it.kernel': { shape: SHAPE, data: Float32Array.of(-1.5, 0, 0.125, 1e6) } },
    [-1.5, 0, 0.125, 1e6],
  ],
} as const;

describe('a layer is read from', () => {
  test.each(Object.entries(STORED))('%s', (_, [tensors, wanted]) => {
    // One more byte before it, since tensors need not be aligned.
    const odd = { shape: [1], data: Int8Array.of(9) };
    const layer = readWeights(safetensors({ odd, ...tensors, 'it.bias': bias }), ['it']).get('it');
    expect(layer?.shape).toEqual(SHAPE);
    expect(Array.from(layer?.bias ?? [])).toEqual([0.5, -0.5]);
    const kernel = Array.from(layer?.values ?? [], (value, i) => value * (layer?.scales[i >> 1] ?? 0));
    expect(kernel).toEqual(wanted);
  });
});

describe('a file is refused, naming the tensor,', () => {
  const [good] = STORED.floats;
  test.each<[string, ArrayBuffer, string]>([
    ['that is empty', new ArrayBuffer(0), 'cut short in its header'],
    [
      'whose header is cut',
      safetensors({ ...good, 'it.bias': bias }).slice(0, 40),
      'cut short in its header',
    ],
    ['that is something else', new Uint8Array(16).buffer, 'its safetensors header cannot be parsed'],
    ['without the layer', safetensors({ 'it.bias': bias }), 'none of it.codes as I8, it.kernel as F16'],
    ['without a bias', safetensors(good), 'has no it.bias'],
    [
      'with a bias of another length',
      safetensors({ ...good, 'it.bias': { ...bias, shape: [1] } }),
      'it.bias is F32 [1], not F32 [2]',
    ],
    [
      'without scales',
      safetensors({ 'it.codes': STORED['codes of 8 bits'][0]['it.codes'], 'it.bias': bias }),
      'has no it.scales',
    ],
    [
      'that is cut short',
      safetensors({ ...good, 'it.bias': bias }).slice(0, -1),
      'it.bias [2] is not within the file',
    ],
  ])('%s', (_, file, message) => {
    expect(() => readWeights(file, ['it'])).toThrow(message);
  });
});
