import { describe, expect, it } from 'vitest';
import { type Chunk, joinChunks } from '../chunks.ts';
import { decodeModel } from './decode.ts';
import { encodeModel } from './encode.ts';
import type { OnnxGraph, OnnxTensor } from './model.ts';
import { float, integer, message, string } from './protobuf-encode.ts';

const tensors: OnnxTensor[] = [
  { name: 'w', type: 'float32', shape: [2, 2], data: Float32Array.of(1, -2, 3.5, -0) },
  { name: 'half', type: 'float16', shape: [2], data: Float16Array.of(0.5, -65504) },
  { name: 'codes', type: 'int8', shape: [3], data: Int8Array.of(-127, 0, 127) },
  { name: 'shape', type: 'int64', shape: [2], data: BigInt64Array.of(-1n, 2n ** 62n) },
  { name: 'flag', type: 'bool', shape: [], data: Uint8Array.of(1) },
];
const graph: OnnxGraph = {
  name: '誰か',
  nodes: [
    {
      operator: 'Conv',
      inputs: ['z', 'w', ''],
      outputs: ['y'],
      attributes: { strides: [2, 2], group: 1, auto_pad: 'NOTSET', alpha: { float: 0.5 } },
    },
    {
      operator: 'Odd',
      domain: 'com.example',
      inputs: ['y'],
      outputs: ['image'],
      attributes: { scales: { floats: [1, 2.5] }, value: { tensor: tensors[0] as OnnxTensor } },
    },
  ],
  initializers: tensors,
  inputs: [{ name: 'z', type: 'float32', shape: ['n', 100] }],
  outputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 64, 64] }],
};
const bytes = encodeModel(graph, 18);

/** A model around the fields of a graph. */
function model(fields: Chunk, more: Chunk = []): Uint8Array {
  return joinChunks([message(7, fields), message(8, integer(2, 17)), more]);
}
function tensor(...fields: Chunk[]): Uint8Array {
  return model(message(5, [string(8, 'w'), ...fields]));
}
function read(file: Uint8Array) {
  return decodeModel(file, 'x.onnx');
}

describe('an ONNX file', () => {
  it('is the same after writing and reading', () => {
    expect(read(bytes)).toEqual({ opset: 18, graph });
  });

  it('may have numbers outside raw_data, packed or not, and initializers among its inputs', () => {
    const floats = message(5, [
      integer(1, 2),
      integer(2, 1),
      string(8, 'a'),
      message(4, new Uint8Array(Float32Array.of(1, 2).buffer)),
    ]);
    const loose = message(5, [integer(1, 1), integer(2, 1), string(8, 'b'), float(4, 3)]);
    const int64 = message(5, [integer(1, 2), integer(2, 7), string(8, 'c'), integer(7, -1), integer(7, 5)]);
    const halves = message(5, [integer(1, 1), integer(2, 10), string(8, 'd'), integer(5, 0x3c00)]);
    const input = (name: string) =>
      message(11, [string(1, name), message(2, message(1, [integer(1, 1), message(2, message(1, []))]))]);
    const { initializers, inputs } = read(
      model([floats, loose, int64, halves, input('a'), input('z')]),
    ).graph;
    expect(initializers.map(({ data }) => data)).toEqual([
      Float32Array.of(1, 2),
      Float32Array.of(3),
      BigInt64Array.of(-1n, 5n),
      Float16Array.of(1),
    ]);
    expect(inputs).toEqual([{ name: 'z', type: 'float32', shape: ['?'] }]);
  });

  it('is refused wherever it is truncated', () => {
    const standard = encodeModel({ ...graph, nodes: graph.nodes.slice(0, 1) });
    for (let length = 0; length < standard.length; length++) {
      expect(() => read(standard.subarray(0, length)), `${length} bytes`).toThrow('x.onnx');
    }
  });

  it.each([
    ['text', new TextEncoder().encode('not an ONNX file, however one looks at it'), 'x.onnx'],
    ['a number without end', Uint8Array.from({ length: 30 }, () => 0xff), 'longer than 64 bits'],
    [
      'a length past the end',
      Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f),
      'goes on past the end',
    ],
    ['no graph', joinChunks(message(8, integer(2, 17))), 'has no ONNX graph'],
    ['two graphs', model([], message(7, [])), 'field 7 is given twice'],
    ['two operator sets', model([], message(8, integer(2, 13))), 'must name one version'],
    ['functions', model([], message(25, [])), 'inline them'],
    ['sparse initializers', model(message(15, [])), 'sparse initializers'],
    ['external data', tensor(integer(14, 1)), 'keeps its data in another file'],
    [
      'a path to external data',
      tensor(message(13, [string(1, 'location'), string(2, '/etc/passwd')])),
      'another file',
    ],
    [
      'too few elements',
      tensor(integer(1, 9), integer(2, 1), message(9, new Uint8Array(4))),
      'w [9] takes 9 elements, but holds 1',
    ],
    [
      'half an element',
      tensor(integer(1, 1), integer(2, 1), message(9, new Uint8Array(3))),
      'not a whole number of float32',
    ],
    [
      'huge dimensions',
      tensor(integer(1, 2n ** 62n), integer(2, 1), message(9, new Uint8Array(4))),
      'impossible shape',
    ],
    [
      'dimensions whose product is huge',
      tensor(integer(1, 2 ** 40), integer(1, 2 ** 40), integer(2, 1)),
      'takes',
    ],
    ['negative dimensions', tensor(integer(1, -1), integer(2, 1)), 'impossible shape [-1]'],
    ['strings for elements', tensor(integer(1, 1), integer(2, 8)), 'elements of type 8; float32, uint8'],
    [
      'a subgraph',
      model(
        message(1, [string(4, 'If'), message(5, [string(1, 'then_branch'), message(6, []), integer(20, 5)])]),
      ),
      'then_branch is not a number',
    ],
    ['a name that is no text', model(message(1, message(4, Uint8Array.of(0xff)))), 'not UTF-8'],
    ['an input without a shape', model(message(11, string(1, 'z'))), 'z has no tensor type with a shape'],
  ])('is refused with %s', (_, damaged, reason) => {
    expect(() => read(damaged)).toThrow(reason);
    expect(() => read(damaged)).toThrow('x.onnx');
  });
});
