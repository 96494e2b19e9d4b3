import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeModel } from '../../../graph/onnx/decode.ts';
import { encodeModel } from '../../../graph/onnx/encode.ts';
import type { OnnxGraph } from '../../../graph/onnx/model.ts';
import { parseManifest } from '../../../latent/model/manifest.ts';
import { latentsFromSeeds } from '../../../latent/seed/seed.ts';
import { openGeneratorSession } from '../../publish/generator-session.ts';
import { COMPUTING_OPERATORS } from './operators.ts';
import { readOnnxGenerator } from './read-generator.ts';
import { dcgan, filled, LATENT, node, resizing, SIDE, value, weights } from './testing/foreign-graphs.ts';

const PLANE = SIDE * SIDE;
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-onnx-'));
});
afterAll(() => rm(scratch, { recursive: true }));

async function write(content: Uint8Array): Promise<string> {
  const path = join(scratch, 'Foreign Net.onnx');
  await writeFile(path, content);
  return path;
}
async function read(graph: OnnxGraph, opset?: number) {
  return readOnnxGenerator(await write(encodeModel(graph, opset)), 1);
}

/** The picture of one z, drawn by the original file. */
async function drawOriginal(
  graph: OnnxGraph | Uint8Array,
  z: Float32Array,
  ...shape: number[]
): Promise<Float32Array> {
  const session = await InferenceSession.create(graph instanceof Uint8Array ? graph : encodeModel(graph), {
    logSeverityLevel: 3,
  });
  const [input = '', output = ''] = [session.inputNames[0], session.outputNames[0]];
  const { [output]: image } = await session.run({ [input]: new Tensor('float32', z, shape) });
  await session.release();
  return image?.data as Float32Array;
}
/** Five faces drawn by the published file, and the z of the third. */
async function drawThird(generator: Uint8Array): Promise<{ image: Float32Array; z: Float32Array }> {
  const z = latentsFromSeeds(11, 5, LATENT);
  const published = await openGeneratorSession(generator, LATENT);
  const images = await published.draw(z);
  await published.release();
  return { image: images.subarray(6 * PLANE, 9 * PLANE), z: z.subarray(2 * LATENT, 3 * LATENT) };
}
function expectClose(a: Float32Array, b: Float32Array): void {
  expect(a.length).toBe(b.length);
  a.forEach((got, i) => {
    expect(Math.abs(got - (b[i] ?? Number.NaN))).toBeLessThan(1e-5);
  });
}

const LAST = [value('rgb', 'n', SIDE, SIDE, 3)];

/** The resizing graph with other nodes at the end, from `sum2` [n, 3, s, s] to `rgb`. */
function ending(nodes: OnnxGraph['nodes'], outputs = resizing('n').outputs): OnnxGraph {
  const graph = resizing('n');
  return {
    ...graph,
    nodes: [...graph.nodes.slice(0, -1), ...nodes],
    initializers: [...graph.initializers, { ...filled('white', 1, 255), shape: [] }],
    outputs,
  };
}

describe('an imported generator', () => {
  it.each([11, 13, 17, 21, 22, 24])(
    'of transposed convolutions is imported with its layers, opset %i',
    async (opset) => {
      const { resolution, latentSize, layers, generator, fidelity } = await read(dcgan(), opset);
      expect({ resolution, latentSize, worst: fidelity.maxDifference255 }).toEqual({
        resolution: SIDE,
        latentSize: LATENT,
        worst: 0,
      });
      const { graph, opset: published } = decodeModel(generator, 'published');
      expect(published).toBeLessThanOrEqual(21);
      expect(graph.inputs).toEqual([value('z', 'n', LATENT)]);
      expect(graph.outputs).toEqual([value('image', 'n', 3, SIDE, SIDE)]);
      const double = { operator: 'ConvTranspose', kernel: 4, stride: 2, padding: 1 };
      expect(layers).toEqual([
        { ...double, name: '13', stride: 1, padding: 0, activation: 'relu', shape: [8, 4, 4] },
        { ...double, name: '16', activation: 'leakyRelu', shape: [4, 8, 8] },
        { ...double, name: 'image', activation: 'tanh', shape: [3, SIDE, SIDE] },
      ]);
      const { image, z } = await drawThird(generator);
      expectClose(image, await drawOriginal(dcgan(), z, 1, LATENT, 1, 1));
    },
  );

  it.each(['n', 1, 4])(
    'of resizes and convolutions with output in [0, 1] for a batch of %s is converted to [−1, 1] and any batch',
    async (batch) => {
      const { layers, generator } = await read(resizing(batch));
      const conv = { operator: 'Conv', kernel: 3, stride: 1, padding: 1 };
      expect(layers).toEqual([
        { ...conv, name: 'hidden', activation: 'relu', shape: [6, 8, 8] },
        { ...conv, name: 'image.unscaled', activation: 'sigmoid', shape: [3, SIDE, SIDE] },
      ]);
      const { image, z } = await drawThird(generator);
      const original = await drawOriginal(resizing('n'), z, 1, LATENT);
      expectClose(
        image,
        original.map((it) => 2 * it - 1),
      );
      expect(Math.min(...image)).toBeLessThan(-0.1);
    },
  );

  it.each<[string, OnnxGraph, string, (value: number) => number]>([
    [
      'with its channels last',
      ending(
        [node('Sigmoid', ['sum2'], 'planar'), node('Transpose', ['planar'], 'rgb', { perm: [0, 2, 3, 1] })],
        LAST,
      ),
      'its pictures come as [n, s, s, 3], from 0 to 1; the published file gives [n, 3, s, s] from −1 to 1',
      (value) => 2 * value - 1,
    ],
    [
      'from 0 to 255',
      ending([node('Sigmoid', ['sum2'], 'unit'), node('Mul', ['unit', 'white'], 'rgb')]),
      'its pictures come from 0 to 255; the published file gives [n, 3, s, s] from −1 to 1',
      (value) => value / 127.5 - 1,
    ],
  ])('%s is wrapped, and says so', async (_, graph, sentence, toSigned) => {
    const { generator, wrapped } = await read(graph);
    expect(wrapped).toBe(sentence);
    const { image, z } = await drawThird(generator);
    const original = await drawOriginal(graph, z, 1, LATENT);
    const planar =
      graph.outputs[0]?.shape.at(-1) === 3
        ? original.map((_, i) => original[3 * (i % PLANE) + Math.floor(i / PLANE)] ?? Number.NaN)
        : original;
    expectClose(image, planar.map(toSigned));
    expect(Math.min(...image)).toBeLessThan(-0.1);
  });

  it.each<[string, number, readonly string[], Parameters<typeof node>[3]]>([
    ['PRelu', 16, ['slope'], undefined],
    ['Selu', 17, [], undefined],
    ['Selu', 17, [], { alpha: { float: 1.2 }, gamma: { float: 0.9 } }],
    ['Softplus', 17, [], undefined],
    ['Mish', 18, [], undefined],
  ])(
    'with the activation %s, which WebGPU has not, is imported with what it has',
    async (operator, opset, others, attributes) => {
      const plain = dcgan();
      const graph = {
        ...plain,
        initializers: [
          ...plain.initializers,
          ...(others.length > 0 ? [{ ...weights('slope', [4, 1, 1], 0.3) }] : []),
        ],
        nodes: plain.nodes.map((it) =>
          it.operator === 'LeakyRelu'
            ? node(operator, [it.inputs[0] ?? '', ...others], '16', attributes)
            : it,
        ),
      };
      const { generator } = await read(graph, opset);
      const { image, z } = await drawThird(generator);
      expectClose(image, await drawOriginal(encodeModel(graph, opset), z, 1, LATENT, 1, 1));
      const operators = decodeModel(generator, 'published').graph.nodes.map((it) => it.operator);
      expect(operators).not.toContain(operator);
      expect(operators.filter((it) => !COMPUTING_OPERATORS.includes(it))).toEqual([]);
    },
  );

  it('whose last layer has a bias is imported with it', async () => {
    const plain = dcgan();
    const graph = {
      ...plain,
      initializers: [...plain.initializers, filled('main.6.bias', 3, 0.25)],
      nodes: plain.nodes.map((it) =>
        it.outputs[0] === '17' ? { ...it, inputs: [...it.inputs, 'main.6.bias'] } : it,
      ),
    };
    const { generator, layers } = await read(graph);
    expect(layers).toHaveLength(3);
    const { image, z } = await drawThird(generator);
    expectClose(image, await drawOriginal(graph, z, 1, LATENT, 1, 1));
  });

  it('that is not a plain chain of convolutions lists no layers', async () => {
    const graph = dcgan();
    const nodes = graph.nodes.map((it) =>
      it.outputs[0] === '17' ? { ...it, attributes: { ...it.attributes, pads: [2, 2, 0, 0] } } : it,
    );
    expect((await read({ ...graph, nodes })).layers).toEqual([]);
    const clipped = [
      ...graph.nodes.slice(0, -1),
      node('Tanh', ['17'], '18'),
      node('Abs', ['18'], '19'),
      node('Neg', ['19'], '20'),
    ];
    expect((await read({ ...graph, nodes: clipped })).layers).toEqual([]);
  });
});

describe('publish-model --onnx', () => {
  const publish = (path: string) =>
    promisify(execFile)(
      process.execPath,
      [
        join(import.meta.dirname, '../../publish-model.ts'),
        '--onnx',
        path,
        '--about',
        'about.toml',
        '--measure',
        'none',
        '--truncation',
        '0.7',
      ],
      { cwd: scratch, env: { ...process.env, INIT_CWD: scratch } },
    );
  beforeAll(() =>
    writeFile(
      join(scratch, 'about.toml'),
      'name = "noise"\nlicence = "CC0-1.0"\nportraits = 3\nrealPersons = false\ndescription = "d"\nlimits = "l"\n',
    ),
  );

  it('writes a folder whose manifest names the origin of the generator', async () => {
    await publish(await write(encodeModel(resizing(1))));
    const [id = ''] = (await readdir(join(scratch, 'models'))).filter(
      (name) => !['index.json', 'published.lock'].includes(name),
    );
    const folder = join(scratch, 'models', id);
    const manifest = parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    expect(manifest).toMatchObject({
      name: 'foreign-net',
      resolution: SIDE,
      prior: { truncation: 0.7 },
      origin: { format: 'onnx', file: 'Foreign Net.onnx' },
    });
    expect(manifest.training).toBeUndefined();
    expect(manifest.files.map(({ role }) => role)).not.toContain('weights');
    expect(await readFile(join(folder, 'card.md'), 'utf8')).toContain(
      'It was imported from an ONNX graph: `Foreign Net.onnx`',
    );
  }, 60_000);

  it('leaves no folder where a file is refused', async () => {
    const models = await readdir(join(scratch, 'models'));
    const bytes = encodeModel(dcgan());
    await expect(publish(await write(bytes.subarray(0, -9)))).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Foreign Net.onnx'),
    });
    expect(await readdir(join(scratch, 'models'))).toEqual(models);
  }, 60_000);
});
