import { afterEach, describe, expect, it, vi } from 'vitest';
import { joinChunks } from './chunks.ts';
import { decodeSafetensors, encodeSafetensors, toValues } from './safetensors.ts';

const tensors = {
  'G.0.weight': { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, Number.MIN_VALUE, -0, 1e30) },
  scalar: { shape: [], data: Float32Array.of(7) },
};
const bytes = joinChunks(encodeSafetensors(tensors));
function read(file: Uint8Array) {
  return toValues(decodeSafetensors(file, 'x.safetensors').tensors, 'x.safetensors');
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('safetensors', () => {
  it('are the same after writing and reading, with metadata', () => {
    const file = joinChunks(encodeSafetensors(tensors, { steps: '12', 名: '顔' }));
    const { metadata, tensors: stored } = decodeSafetensors(file, 'x.safetensors');
    expect(metadata).toEqual({ steps: '12', 名: '顔' });
    expect(toValues(stored, 'x.safetensors')).toEqual(tensors);
  });

  it('store half floats, 8-bit codes and counters unchanged, each tensor aligned to eight bytes where its length allows', () => {
    const file = joinChunks(
      encodeSafetensors({
        n: { shape: [1], data: BigInt64Array.of(-3n) },
        half: { shape: [2], data: Float16Array.of(0.5, -2) },
        codes: { shape: [3], data: Int8Array.of(-127, 0, 127) },
      }),
    );
    const { tensors: stored } = decodeSafetensors(file, 'x.safetensors');
    expect(Array.from(stored, ([name, { dtype }]) => [name, dtype])).toEqual([
      ['n', 'I64'],
      ['half', 'F16'],
      ['codes', 'I8'],
    ]);
    expect(stored.get('n')?.bytes.byteOffset).toSatisfy((at: number) => at % 8 === 0);
    expect(new Int8Array(stored.get('codes')?.bytes ?? [])).toEqual(Int8Array.of(-127, 0, 127));
  });

  it('store counters in browsers without half floats, too', () => {
    vi.stubGlobal('Float16Array', undefined);
    const file = joinChunks(encodeSafetensors({ n: { shape: [], data: BigInt64Array.of(3n) } }));
    expect(decodeSafetensors(file, 'x.safetensors').tensors.get('n')?.dtype).toBe('I64');
  });

  it('need not be aligned within a file, nor the file within its buffer', () => {
    const odd = new Uint8Array(bytes.length + 1);
    odd.set(bytes, 1);
    expect(read(odd.subarray(1))).toEqual(tensors);
  });

  it.each([
    ['empty', new Uint8Array(), 'not a safetensors file'],
    ['cut short in its header', bytes.subarray(0, 20), 'cut short in its header'],
    ['cut short in its data', bytes.subarray(0, -1), "scalar [] is not within the file's"],
    ['no header', new TextEncoder().encode('not a file of tensors at all'), 'not a safetensors file'],
    ['a header that is no JSON', new Uint8Array(16), 'its safetensors header cannot be parsed'],
    [
      'a tensor without its place',
      new TextEncoder().encode('\x20\0\0\0\0\0\0\0{"a":{"dtype":"F32","shape":[]}}'),
      'its safetensors header cannot be read at a.data_offsets: ',
    ],
    [
      'another type',
      joinChunks(encodeSafetensors({ a: { shape: [1], data: Int8Array.of(1) } })),
      'a is I8; only F32 is read',
    ],
  ])('are refused where they are damaged: %s', (_, damaged, message) => {
    expect(() => read(damaged)).toThrow(message);
    expect(() => read(damaged)).toThrow('x.safetensors');
  });

  it.each([
    ['overlap', { a: [0, 8], b: [4, 12] }, 12, 'b overlaps the tensor before it'],
    ['have a gap between them', { a: [0, 4], b: [8, 12] }, 12, 'b has unused bytes before it'],
    ['begin late', { a: [4, 8] }, 8, 'a has unused bytes before it'],
    ['end before the file', { a: [0, 4] }, 8, 'has 4 bytes after its tensors'],
  ] as const)('are refused where they %s', (_, places, bytes, message) => {
    const header = Buffer.from(
      JSON.stringify(
        Object.fromEntries(
          Object.entries(places).map(([name, [from, to]]) => [
            name,
            { dtype: 'U8', shape: [to - from], data_offsets: [from, to] },
          ]),
        ),
      ),
    );
    const start = Buffer.alloc(8);
    start.writeBigUInt64LE(BigInt(header.length));
    const file = Buffer.concat([start, header, Buffer.alloc(bytes)]);
    expect(() => decodeSafetensors(file, 'file')).toThrow(`file: ${message}`);
  });
});
