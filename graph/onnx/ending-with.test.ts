import * as ort from 'onnxruntime-web/wasm';
import { expect, test } from 'vitest';
import { decodeModel } from './decode.ts';
import { encodeModel } from './encode.ts';
import { endingWith } from './ending-with.ts';
import type { OnnxTensor } from './model.ts';

const SHAPE = ['n', 1, 1, 2] as const;

function constant(name: string, ...values: number[]): OnnxTensor {
  return { name, type: 'float32', shape: [1, 1, 1, 2], data: Float32Array.from(values) };
}

/** image = (x · a) · (x + b), whose factors are named; x · a is not needed for x + b. */
const model = encodeModel({
  name: 'g',
  nodes: [
    { operator: 'Mul', inputs: ['x', 'a'], outputs: ['scaled'] },
    { operator: 'Add', inputs: ['x', 'b'], outputs: ['moved'] },
    { operator: 'Mul', inputs: ['scaled', 'moved'], outputs: ['image'] },
  ],
  initializers: [constant('a', 2, 3), constant('b', 0.5, -0.25)],
  inputs: [{ name: 'x', type: 'float32', shape: SHAPE }],
  outputs: [{ name: 'image', type: 'float32', shape: SHAPE }],
});

test('a graph that is cut gives the tensor after the ending, by the name of the output', async () => {
  const cut = endingWith(model, 'moved', { operator: 'Neg', output: 'image' });
  const session = await ort.InferenceSession.create(cut);
  const x = new ort.Tensor('float32', Float32Array.of(1, 2), [1, 1, 1, 2]);
  const { image } = await session.run({ x });
  expect(image?.data).toEqual(Float32Array.of(-1.5, -1.75));
  await session.release();
});

test('and holds nothing that the tensor does not need', () => {
  const { graph, opset } = decodeModel(
    endingWith(model, 'moved', { operator: 'Neg', output: 'image' }),
    'it',
  );
  expect(graph.nodes.map(({ operator }) => operator)).toEqual(['Add', 'Neg']);
  expect(graph.initializers.map(({ name }) => name)).toEqual(['b']);
  expect(graph.outputs.map(({ name }) => name)).toEqual(['image']);
  expect(opset).toBe(decodeModel(model, 'it').opset);
});

test('a tensor that no node gives is refused by name', () => {
  expect(() => endingWith(model, 'nowhere', { operator: 'Neg', output: 'image' })).toThrow(
    'no node of the graph gives nowhere',
  );
});
