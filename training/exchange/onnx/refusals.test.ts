import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModel } from '../../../graph/onnx/encode.ts';
import type { OnnxGraph } from '../../../graph/onnx/model.ts';
import { readOnnxGenerator } from './read-generator.ts';
import {
  dcgan,
  filled,
  int64Tensor,
  LATENT,
  node,
  resizing,
  SIDE,
  value,
  weights,
} from './testing/foreign-graphs.ts';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-onnx-refused-'));
});
afterAll(() => rm(scratch, { recursive: true }));

async function read(graph: OnnxGraph, opset?: number) {
  const path = join(scratch, 'Foreign Net.onnx');
  await writeFile(path, encodeModel(graph, opset));
  return readOnnxGenerator(path, 1);
}

/** The resizing graph with other nodes at the end, from `sum2` [n, 3, s, s] to `rgb`. */
function ending(nodes: OnnxGraph['nodes'], initializers: OnnxGraph['initializers'] = []): OnnxGraph {
  const graph = resizing('n');
  return {
    ...graph,
    nodes: [...graph.nodes.slice(0, -1), ...nodes],
    initializers: [...graph.initializers, ...initializers],
  };
}
function changed(change: Partial<OnnxGraph>): OnnxGraph {
  return { ...resizing('n'), ...change };
}

describe('a file is refused', () => {
  it.each<[string, OnnxGraph, string]>([
    [
      'two inputs',
      changed({ inputs: [value('latent', 'n', LATENT), value('label', 'n', 10)] }),
      'has 2 inputs (latent, label); one is expected',
    ],
    [
      'two outputs',
      changed({ outputs: [value('rgb', 'n', 3, SIDE, SIDE), value('hidden', 'n', 6, 8, 8)] }),
      'has 2 outputs (rgb, hidden)',
    ],
    [
      'no input',
      changed({ inputs: [], initializers: [...resizing('n').initializers, weights('latent', [1, LATENT])] }),
      'has 0 inputs',
    ],
    [
      'whole numbers for z',
      changed({ inputs: [{ ...value('latent', 'n', LATENT), type: 'int64' }] }),
      'the input latent is int64; float32 is expected',
    ],
    [
      'an open latent size',
      changed({ inputs: [value('latent', 'n', 'd')] }),
      'the input is latent [n, d]; [n, d] or [n, d, 1, 1] is expected, where d is a number',
    ],
    [
      'a picture for z',
      changed({ inputs: [value('latent', 'n', 3, 16, 16)] }),
      'the input is latent [n, 3, 16, 16]',
    ],
    [
      'an immense z',
      changed({ inputs: [value('latent', 'n', 2 ** 40)] }),
      'z has 1099511627776 dimensions; 1 to 1024',
    ],
    [
      'one channel',
      changed({ outputs: [value('rgb', 'n', 1, SIDE, SIDE)] }),
      'the output is rgb [n, 1, 16, 16]; [n, 3, s, s] or [n, s, s, 3] is expected',
    ],
    [
      'oblong pictures',
      changed({ outputs: [value('rgb', 'n', 3, SIDE, 2 * SIDE)] }),
      'the output is rgb [n, 3, 16, 32]',
    ],
    [
      'pictures of another shape than it says',
      ending([
        node('Transpose', ['sum2'], 'turned', { perm: [0, 2, 3, 1] }),
        node('Tanh', ['turned'], 'rgb'),
      ]),
      '1 faces come out as [1, 16, 16, 3]',
    ],
    [
      'a cycle',
      changed({
        nodes: [node('Add', ['latent', 'b'], 'a'), node('Add', ['a', 'a'], 'b'), node('Tanh', ['b'], 'rgb')],
      }),
      'the Add node that gives a needs b, which nothing before it gives',
    ],
    [
      'two values of one name',
      ending([node('Tanh', ['sum2'], 'hidden'), node('Tanh', ['hidden'], 'rgb')]),
      'two values are named hidden',
    ],
    [
      'an output that nothing gives',
      ending([node('Tanh', ['sum2'], 'other')]),
      'no node gives the output rgb',
    ],
    [
      'an operator that WebGPU lacks',
      ending([node('Softsign', ['sum2'], 'soft'), node('RandomNormalLike', ['soft'], 'rgb')]),
      'uses Softsign, RandomNormalLike, which the page cannot run',
    ],
    [
      'operators of its own',
      ending([{ ...node('Tanh', ['sum2'], 'rgb'), domain: 'com.example' }]),
      'uses com.example.Tanh',
    ],
    [
      'pictures from 0 to 1000',
      ending(
        [node('Sigmoid', ['sum2'], 'unit'), node('Mul', ['unit', 'white'], 'rgb')],
        [filled('white', 1, 1000)],
      ),
      '[−1, 1], [0, 1] or 0 … 255 is expected: end the network in Tanh or Sigmoid',
    ],
    [
      'pictures with values that are not finite',
      ending([node('Log', ['sum2'], 'rgb')]),
      'pictures with values that are not finite',
    ],
    [
      'the same picture for all',
      ending([node('Mul', ['sum2', 'none'], 'rgb')], [filled('none', 1, 0)]),
      'the same picture for every z',
    ],
    [
      'faces that depend on the others in their batch',
      ending([
        node('ReduceMean', ['sum2'], 'mean', { axes: [0] }),
        node('Sub', ['sum2', 'mean'], 'own'),
        node('Add', ['own', 'mean'], 'all'),
        node('Mul', ['mean', 'all'], 'mixed'),
        node('Tanh', ['mixed'], 'rgb'),
      ]),
      'must not depend on the others in their batch',
    ],
    [
      'pictures that do not fit into memory',
      changed({
        initializers: resizing('n').initializers.map((it) =>
          it.name === 'scales' ? { ...it, data: Float32Array.of(1, 1, 1e7, 1e7) } : it,
        ),
      }),
      'ONNX Runtime does not run it',
    ],
    [
      'weights that do not fit',
      changed({
        initializers: resizing('n').initializers.map((it) =>
          it.name === 'conv1.weight' ? weights('conv1.weight', [6, 9, 3, 3]) : it,
        ),
      }),
      'ONNX Runtime does not',
    ],
    [
      'a batch that is fixed elsewhere than in a Reshape',
      {
        ...resizing(2),
        nodes: [
          ...resizing(2).nodes.slice(0, -1),
          node('Expand', ['bias', 'shape'], 'wide'),
          node('Add', ['sum2', 'wide'], 'sum3'),
          node('Tanh', ['sum3'], 'rgb'),
        ],
        initializers: [
          ...resizing(2).initializers,
          filled('bias', 1, 0.1),
          int64Tensor('shape', 2, 3, SIDE, SIDE),
        ],
      },
      'it was made for batches of 2',
    ],
  ])('with %s', async (_, graph, reason) => {
    await expect(read(graph)).rejects.toThrow(reason);
    await expect(read(graph)).rejects.toThrow('Foreign Net.onnx');
  });

  it.each([
    [10, 'is written in opset 10; write it in 11 to 24'],
    [25, 'is written in opset 25'],
  ])('in opset %i', async (opset, reason) => {
    await expect(read(dcgan(), opset)).rejects.toThrow(reason);
  });

  it('when it is too large for the site', async () => {
    const path = join(scratch, 'large.onnx');
    const file = await open(path, 'w');
    await file.truncate(2 ** 40);
    await file.close();
    await expect(readOnnxGenerator(path, 1)).rejects.toThrow(
      'has 1099511627776 bytes; a published file has 26214400',
    );
    await rm(path);
  });
});
