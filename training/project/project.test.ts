import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { input } from '../../graph/tensor.ts';
import { decodeFace } from '../../latent/code/code.ts';
import { latentsFromSeeds } from '../../latent/seed/seed.ts';
import { openTestedGenerator } from '../evaluate/tested-generator.ts';
import { buildProgram } from '../onnxruntime/program.ts';
import { callCommand } from '../testing/call-command.ts';
import { readGeneratorGraph } from './generator-graph.ts';

const MODELS = join(import.meta.dirname, '../../models');
const SMALL = join(MODELS, 'first-64-ebcae8');

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-project-'));
});
afterAll(() => rm(scratch, { recursive: true }));

test.each(['first-64-ebcae8', 'face-128-a82bcb'])('the graph of %s draws what its file draws', async (id) => {
  const folder = join(MODELS, id);
  const generator = await openTestedGenerator(folder);
  const { latentSize, resolution } = generator;
  const z = latentsFromSeeds(1, 2, latentSize);
  const graph = await readGeneratorGraph(folder);
  const program = await buildProgram('generator', { image: graph.apply(input('z', [2, latentSize])) });
  const { image } = await program.run({ ...graph.weights, z: { shape: [2, latentSize], data: z } });
  const expected = await generator.draw(z);
  expect(image?.shape).toEqual([2, 3, resolution, resolution]);
  const apart = expected.map((value, i) => Math.abs(value - (image?.data[i] ?? Number.NaN)));
  expect(Math.max(...apart)).toBeLessThan(1e-3);
  await Promise.all([program.release(), generator.release()]);
});

test('a model from an ONNX file, which has no weights by layers, has no derivatives, which is said', async () => {
  const folder = join(scratch, 'from-onnx');
  await mkdir(folder);
  const manifest = JSON.parse(await readFile(join(SMALL, 'manifest.json'), 'utf8'));
  const files = manifest.files.filter(({ name }: { name: string }) => name !== 'generator.weights');
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files }));
  await expect(readGeneratorGraph(folder)).rejects.toThrow(
    'first-64-ebcae8 was published from an ONNX file, without generator.weights, so it has no derivatives here',
  );
});

test('of a face that a model drew, a near one is found, and its share code opens it', async () => {
  await callCommand('generate.ts', ['--model', SMALL, '--seeds', '42', '--out', 'drawn'], scratch);
  const [picture = ''] = await readdir(join(scratch, 'drawn'));
  const flags = ['--model', SMALL, '--samples', '200', '--steps', '60', '--out', 'pair.png'];
  const { stdout } = await callCommand(
    'project.ts',
    ['--picture', join('drawn', picture), ...flags],
    scratch,
  );
  const [, first, last] = /first guess: ([\d.]+) away; after 60 steps ([\d.]+)/.exec(stdout) ?? [];
  expect(Number(last)).toBeLessThan(0.6 * Number(first));
  const face = decodeFace(/share code: (\S+)/.exec(stdout)?.[1] ?? '');
  expect(face).toMatchObject({ kind: 'latent', model: 'ebcae8' });
  const { width, height } = await sharp(join(scratch, 'pair.png')).metadata();
  expect([width, height]).toEqual([128, 64]);
});

test('of a class that a conditional model drew, z is found, and the class is told', async () => {
  const model = ['--model', join(MODELS, 'digits-32-c0a562')];
  await callCommand('generate.ts', [...model, '--seeds', '3', '--class', '7', '--out', 'seven.png'], scratch);
  const flags = [...model, '--samples', '200', '--steps', '60'];
  const { stdout } = await callCommand('project.ts', ['--picture', 'seven.png', ...flags], scratch);
  const [, first, last] = /first guess: ([\d.]+) away; after 60 steps ([\d.]+)/.exec(stdout) ?? [];
  expect(Number(last)).toBeLessThan(0.6 * Number(first));
  expect(stdout).toContain('digit: 7\n');
  const face = decodeFace(/share code: (\S+)/.exec(stdout)?.[1] ?? '');
  expect(face.kind === 'latent' && [...face.z.slice(-10)]).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
});

test('what is no picture, and flags that make no sense, are refused by a sentence', async () => {
  await writeFile(join(scratch, 'text.jpg'), 'no picture');
  for (const [flags, sentence] of [
    [['--model', SMALL], 'write --picture with a picture of a face'],
    [['--picture', 'text.jpg'], /write --model models\/ID or runs\/NAME: there is no .*index\.json/],
    [['--picture', 'text.jpg', '--model', SMALL], /text\.jpg is no picture that can be read \(corrupt\)/],
    [['--picture', 'none.jpg', '--model', SMALL], /none\.jpg: there is no such file or folder/],
    [['--picture', 'text.jpg', '--out', 'x.jpg'], '--out: write FILE.png, not x.jpg'],
  ] as const) {
    await expect(callCommand('project.ts', flags, scratch)).rejects.toMatchObject({
      stderr: expect.stringMatching(sentence),
    });
  }
});
