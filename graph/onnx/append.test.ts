import { expect, it } from 'vitest';
import { joinChunks } from '../chunks.ts';
import { compile } from '../compile.ts';
import { relu } from '../elementwise.ts';
import { input } from '../tensor.ts';
import { withInitializers, withOutputs } from './append.ts';

const model = joinChunks(compile('m', { y: relu(input('x', [2])) })).buffer;

// Readers of protobuf merge the two graphs; ours refuses a field that is given twice, so the appended bytes are compared.
it('outputs are appended by name', () => {
  const added = withOutputs(model, ['h']).subarray(model.byteLength);
  // Field 7 of the model: a graph. Its field 12: an output, whose field 1 is its name.
  expect([...added]).toEqual([0x3a, 5, 0x62, 3, 0x0a, 1, 'h'.charCodeAt(0)]);
});

it('initializers are appended with shape, type, name and little-endian bytes', () => {
  const file = withInitializers(model, new Map([['x', { shape: [2], data: Float32Array.of(1, -2) }]]));
  expect([...file.subarray(0, model.byteLength)]).toEqual([...new Uint8Array(model)]);
  expect([...file.subarray(model.byteLength)]).toEqual([
    ...[0x3a, 19, 0x2a, 17, 0x08, 2, 0x10, 1, 0x42, 1, 'x'.charCodeAt(0), 0x4a, 8],
    ...[0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0],
  ]);
});
