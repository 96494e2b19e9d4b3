import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../files/safetensors.ts';
import { sizeOf, type Values } from '../../graph/tensor.ts';
import { type Manifest, parseManifest } from '../../latent/model/manifest.ts';
import { toByte } from '../image-grid.ts';
import { openGeneratorSession } from '../publish/generator-session.ts';
import { callCommand } from '../testing/call-command.ts';
import { sharePictures } from '../testing/train-sandbox.ts';
import { readStateDict } from './state-dict.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;
const FIXTURE = join(import.meta.dirname, '../fixtures/dcgan-step');
/** PyTorch's weights after three steps, and the pictures that its generator draws from the latents in input.safetensors. */
const TRAINED = join(FIXTURE, 'expected.safetensors');

const ABOUT = `
name = "some pictures"
licence = "CC-BY-4.0"
portraits = "unknown"
realPersons = "unknown"
description = "Noise."
limits = "It was trained for three steps."
`;
/** A small network, which takes a step in milliseconds. */
const RECIPE = `
name = "small-batches"
resolution = 64
generatorWidth = 8
discriminatorWidth = 8
batch = 2
`;

let scratch: string;
/** A command of the package as a person runs it, from a folder of their own. */
function call(script: string, ...flags: string[]) {
  return callCommand(script, flags, scratch);
}
function importFixture(name: string, ...flags: string[]) {
  return call('exchange/import-weights.ts', '--weights', TRAINED, '--run', name, ...flags);
}
/** Publishes into a separate folder of models, because a generator cannot be published twice. */
async function publish(...flags: string[]): Promise<{ manifest: Manifest; folder: string }> {
  const models = await mkdtemp(join(scratch, 'models-'));
  const unmeasured = ['--about', 'about.toml', '--measure', 'none', '--models', models];
  const { stdout } = await call('publish-model.ts', ...unmeasured, ...flags);
  const folder = join(models, stdout.split(':')[0] ?? '');
  return {
    folder,
    manifest: parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))),
  };
}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-pytorch-'));
  await sharePictures(scratch);
  await writeFile(join(scratch, 'about.toml'), ABOUT);
  await writeFile(join(scratch, 'small.toml'), RECIPE);
  await importFixture('trained', '--discriminator', TRAINED, '--config', 'small.toml');
}, TIMEOUT);
afterAll(() => rm(scratch, { recursive: true }));

/** Compares the pictures of a published model with PyTorch's from the same latents. */
async function expectPictureOfPyTorch(folder: string): Promise<void> {
  const { tensors } = await readSafetensors(join(FIXTURE, 'input.safetensors'));
  const wanted = (await readSafetensors(TRAINED)).tensors.probe_image?.data ?? new Float32Array();
  const generator = await openGeneratorSession(await readFile(join(folder, 'generator.onnx')), 100);
  const drawn = await generator.draw(tensors.probe_z?.data ?? new Float32Array());
  await generator.release();
  expect(drawn.length).toBe(wanted.length);
  let [difference, norm, worst] = [0, 0, 0];
  drawn.forEach((value, i) => {
    const other = wanted[i] ?? Number.NaN;
    worst = Math.max(worst, Math.abs(toByte(value) - toByte(other)));
    difference += (value - other) ** 2;
    norm += other ** 2;
  });
  expect(worst).toBeLessThanOrEqual(1);
  // After three steps pictures are nearly grey; half floats have 11 digits, and errors of that size add up over layers.
  expect(Math.sqrt(difference / norm)).toBeLessThan(2 ** -10);
}

describe('a generator that was trained with PyTorch', () => {
  it(
    'is published without further training, and draws the same faces as in PyTorch',
    async () => {
      const { manifest, folder } = await publish('--weights', TRAINED, '--name', 'from-pytorch');
      await expectPictureOfPyTorch(folder);
      expect(manifest).toMatchObject({
        name: 'from-pytorch',
        resolution: 64,
        origin: { format: 'pytorch', file: 'expected.safetensors' },
        data: { portraits: 0, realPersons: true },
        metrics: { values: { maxDifference255: expect.any(Number) } },
      });
      expect(manifest.training).toBeUndefined();
      expect(manifest.files.find(({ role }) => role === 'generator')?.dtype).toBe('f16');
      const card = await readFile(join(folder, 'card.md'), 'utf8');
      expect(card).toContain(manifest.origin?.sha256);
      expect(card).toContain('It is not known whether the data contains photographs of real persons');
    },
    TIMEOUT,
  );

  it(
    'of one channel, as for MNIST, is published in three equal ones, and trained further in one',
    async () => {
      const { tensors } = await readSafetensors(TRAINED);
      function firstOf(name: string, from: number): Values[string] {
        const { shape: [a = 0, b = 0, ...taps] = [], data = new Float32Array() } = tensors[name] ?? {};
        const kept = data.filter((_, i) => Math.floor(i / sizeOf(taps)) % b < from);
        return { shape: [a, from, ...taps], data: kept };
      }
      const grey = join(scratch, 'grey.safetensors');
      const cut = {
        ...tensors,
        'G.12.weight': firstOf('G.12.weight', 1),
        'D.0.weight': firstOf('D.0.weight', 1),
      };
      await writeSafetensors(grey, { metadata: {}, tensors: cut });
      const { manifest, folder } = await publish('--weights', grey, '--name', 'digits');
      expect(manifest.layers.at(-1)?.shape).toEqual([3, 64, 64]);

      const input = await readSafetensors(join(FIXTURE, 'input.safetensors'));
      const generator = await openGeneratorSession(await readFile(join(folder, 'generator.onnx')), 100);
      const drawn = await generator.draw(input.tensors.probe_z?.data ?? new Float32Array());
      await generator.release();
      const wanted = tensors.probe_image?.data ?? new Float32Array();
      const plane = 64 * 64;
      drawn.forEach((value, i) => {
        const red = Math.floor(i / (3 * plane)) * 3 * plane + (i % plane);
        expect(Math.abs(toByte(value) - toByte(wanted[red] ?? Number.NaN))).toBeLessThanOrEqual(1);
      });

      await call('exchange/import-weights.ts', '--weights', grey, '--discriminator', grey, '--run', 'digits');
      const recipe = JSON.parse(await readFile(join(scratch, 'runs/digits/recipe.json'), 'utf8'));
      expect(recipe.channels).toBe(1);
    },
    TIMEOUT,
  );

  it(
    'is published and trained further from a file of torch.save',
    async () => {
      const checkpoint = join(FIXTURE, '../torch-save/nested.pth');
      const { manifest } = await publish('--weights', checkpoint);
      expect(manifest).toMatchObject({
        name: 'nested',
        resolution: 16,
        latentSize: 6,
        origin: { format: 'pytorch', file: 'nested.pth' },
      });
      const { stderr } = await call(
        'exchange/import-weights.ts',
        ...['--weights', checkpoint, '--run', 'from-pth'],
      );
      expect(stderr).toContain('nested.pth: the state dict g_ema, of g_ema, generator\n');
      await call('train.ts', '--run', 'from-pth', '--steps', '1');
      await publish('--run', 'from-pth');
    },
    TIMEOUT,
  );

  it(
    'is published with the number of bits that is asked for, under the name of its file',
    async () => {
      const small = await publish('--weights', TRAINED, '--bits', '8');
      const exact = await publish('--weights', TRAINED, '--bits', '32');
      expect(small.manifest.id).toMatch(/^expected-[0-9a-f]{6}$/);
      const dtypes = [small, exact].map(({ manifest }) => manifest.files[0]?.dtype);
      expect(dtypes).toEqual(['i8', 'f32']);
      await expectPictureOfPyTorch(exact.folder);
    },
    TIMEOUT,
  );

  it(
    'becomes a run that is published with the same faces and exported with the same bits',
    async () => {
      const { manifest, folder } = await publish('--run', 'trained');
      await expectPictureOfPyTorch(folder);
      expect(manifest).toMatchObject({ name: 'small-batches', training: { steps: 0 } });
      expect(manifest.origin?.format).toBe('pytorch');
      expect(manifest.files.map(({ role }) => role)).not.toContain('film');

      for (const network of ['G', 'D'] as const) {
        await call(
          'exchange/export-weights.ts',
          '--run',
          'trained',
          '--network',
          network,
          '--out',
          'net.safetensors',
        );
        const { weights } = await readStateDict(join(scratch, 'net.safetensors'), network);
        expect(weights).toEqual((await readStateDict(TRAINED, network)).weights);
      }
    },
    TIMEOUT,
  );

  it(
    'can be trained further; the exported weights are published as the run is',
    async () => {
      await importFixture('goes-on', '--config', 'small.toml');
      await call('train.ts', '--run', 'goes-on', '--steps', '2', '--minutes', '5');
      await call('exchange/export-weights.ts', '--run', 'goes-on', '--out', 'raw.safetensors');
      const { weights } = await readStateDict(join(scratch, 'raw.safetensors'), 'G');
      expect(weights).not.toEqual((await readStateDict(TRAINED, 'G')).weights);

      await call('exchange/export-weights.ts', '--run', 'goes-on', '--ema', '--out', 'ema.safetensors');
      const published = await publish('--run', 'goes-on', '--bits', '32');
      const exported = await publish('--weights', 'ema.safetensors', '--bits', '32');
      expect(exported.manifest.tag).toBe(published.manifest.tag);
      expect(published.manifest).toMatchObject({
        training: { steps: 2 },
        origin: { file: 'expected.safetensors' },
      });
      expect(published.manifest.files.map(({ role }) => role)).toContain('film');
    },
    TIMEOUT,
  );

  it(
    'is refused with one sentence, and leaves no folder',
    async () => {
      await writeFile(
        join(scratch, 'wide.toml'),
        RECIPE.replace('generatorWidth = 8', 'generatorWidth = 16'),
      );
      const before = await readdir(join(scratch, 'runs'));
      await expect(importFixture('trained')).rejects.toMatchObject({
        stderr: expect.stringContaining('exists already; write another --run NAME'),
      });
      await expect(importFixture('other', '--config', 'wide.toml')).rejects.toMatchObject({
        stderr: expect.stringContaining('write generatorWidth = 8'),
      });
      await expect(importFixture('No Name')).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('--run: write lower-case letters, digits and hyphens, not No Name'),
      });
      await expect(importFixture('bad', '--discriminator', 'about.toml')).rejects.toMatchObject({
        stderr: expect.stringContaining('about.toml'),
      });
      expect(await readdir(join(scratch, 'runs'))).toEqual(before);
    },
    TIMEOUT,
  );

  it(
    'cannot be published twice, under any name',
    async () => {
      const again = (name: string) =>
        call(
          'publish-model.ts',
          ...['--weights', TRAINED, '--about', 'about.toml', '--measure', 'none', '--name', name],
        );
      await again('once');
      await expect(again('twice')).rejects.toMatchObject({
        stderr: expect.stringMatching(/this generator is published already, as once-[0-9a-f]{6}/),
      });
      expect((await readdir(join(scratch, 'models'))).sort()).toEqual([
        'index.json',
        expect.stringMatching(/^once-/),
        'published.lock',
      ]);
    },
    TIMEOUT,
  );

  it.each([
    [['--weights', TRAINED, '--run', 'trained'], 'write one of --run NAME'],
    [['--weights', TRAINED, '--bits', '4'], '--bits: write 8, 16 or 32, not 4'],
    [['--weights', TRAINED, '--name', 'My Faces'], 'as my-faces, not My Faces'],
    [['--weights', TRAINED, '--measured', 'x', '--measure', 'none'], '--measured: nothing is measured then'],
    [['--weights', TRAINED, '--measure', 'well'], '--measure: write full, short or none, not well'],
    [
      ['--weights', TRAINED, '--measure', 'full'],
      'write --data with the portraits it was trained on, or --measure none',
    ],
  ])('is not published with %s', async (flags, reason) => {
    await expect(publish(...flags)).rejects.toMatchObject({ stderr: expect.stringContaining(reason) });
  });
});
