import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../files/safetensors.ts';
import { manifestSchema } from '../latent/model/manifest.ts';
import { latentsFromSeeds } from '../latent/seed/seed.ts';
import { toByte } from './image-grid.ts';
import { makeFilm } from './publish/film.ts';
import { openGeneratorSession } from './publish/generator-session.ts';
import { historySummary } from './publish/history-summary.ts';
import { callCommand } from './testing/call-command.ts';
import { sharePictures, TINY_RECIPE } from './testing/train-sandbox.ts';
import { openPublishedAvatars } from './tools/kernel-generator.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;

/** A high rate, so that a few steps change the picture: equal frames of a film are merged. */
const QUICK = `${TINY_RECIPE}generatorRate = 0.1\n`;

let scratch: string;
/** A command of the package as a person runs it, from a folder of their own. */
function call(script: string, ...flags: string[]) {
  return callCommand(script, flags, scratch);
}
function train(...flags: string[]) {
  return call('train.ts', '--config', 'tiny.toml', ...flags);
}
async function checkpoint(name: string, steps: number) {
  return readSafetensors(
    join(scratch, 'runs', name, `checkpoint-${String(steps).padStart(9, '0')}.safetensors`),
  );
}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-train-'));
  await sharePictures(scratch);
  await writeFile(join(scratch, 'tiny.toml'), QUICK);
  await train('--steps', '5', '--run', 'straight');
}, TIMEOUT);
afterAll(() => rm(scratch, { recursive: true }));

describe('a run', () => {
  it('trains on the sample, and stores its recipe, history, grids and checkpoint', async () => {
    const folder = join(scratch, 'runs/straight');
    expect((await readdir(folder)).sort()).toEqual([
      'checkpoint-000000005.safetensors',
      'costs.jsonl',
      'data.json',
      'grids',
      'history.jsonl',
      'recipe.json',
      'sittings.jsonl',
    ]);
    const lines = (await readFile(join(folder, 'history.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).step)).toEqual([1, 2, 3, 4, 5]);
    expect(await readdir(join(folder, 'grids'))).toEqual(['000000000.png', '000000005.png']);
    const { width, height } = await sharp(join(folder, 'grids/000000005.png')).metadata();
    expect({ width, height }).toEqual({ width: 256, height: 256 });
  });

  it('stores weights by the names of the PyTorch tutorial', async () => {
    const { tensors } = await checkpoint('straight', 5);
    for (const name of [
      'G.0.weight',
      'G.1.running_var',
      'G.9.weight',
      'D.0.weight',
      'D.8.weight',
      'ema.G.0.weight',
    ]) {
      expect(tensors[name]?.data.length, name).toBeGreaterThan(0);
    }
  });

  it(
    'that is stopped and resumed has the same bits as one that was not stopped',
    async () => {
      await train('--steps', '3', '--run', 'broken');
      await train('--steps', '5', '--run', 'broken');
      expect((await checkpoint('broken', 5)).tensors).toEqual((await checkpoint('straight', 5)).tensors);
      const history = await readFile(join(scratch, 'runs/broken/history.jsonl'), 'utf8');
      expect(history.trim().split('\n')).toHaveLength(5);
    },
    TIMEOUT,
  );

  it(
    'with several updates of D a step counts the pictures of each, and is resumed with the same bits',
    async () => {
      await writeFile(join(scratch, 'often.toml'), `${QUICK}discriminatorSteps = 3\n`);
      const often = (...flags: string[]) => call('train.ts', '--config', 'often.toml', ...flags);
      await often('--steps', '4', '--run', 'often');
      await often('--steps', '2', '--run', 'often-broken');
      await often('--steps', '4', '--run', 'often-broken');
      expect((await checkpoint('often-broken', 4)).tensors).toEqual((await checkpoint('often', 4)).tensors);
      const history = await readFile(join(scratch, 'runs/often/history.jsonl'), 'utf8');
      const images = history
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).images);
      expect(images).toEqual([12, 24, 36, 48]);
    },
    TIMEOUT,
  );

  it(
    'grows from a run of half the resolution, and keeps its layers',
    async () => {
      const large = QUICK.replace('"tiny"', '"large"')
        .replace('resolution = 32', 'resolution = 64')
        .replaceAll('Width = 4', 'Width = 2');
      await writeFile(join(scratch, 'large.toml'), large);
      await call('train.ts', '--config', 'large.toml', '--grow', 'straight', '--steps', '0');
      const { tensors: small } = await checkpoint('straight', 5);
      const { tensors: grown } = await checkpoint('large', 0);
      for (const [name, origin] of [
        ['G.3.weight', 'G.3.weight'],
        ['ema.G.3.weight', 'ema.G.3.weight'],
        ['D.8.weight', 'D.5.weight'],
      ] as const) {
        expect(grown[name], name).toEqual(small[origin]);
      }
      // Film and history of the published model start with the first step of the run that it grew from.
      const folder = join(scratch, 'runs/large');
      const { steps } = await makeFilm(folder, { resolution: 64, classCount: 0 });
      expect(steps).toEqual([0, 5, 5]);
      const { points } = JSON.parse(await historySummary(folder, steps));
      expect(points.map(({ step }: { step: number }) => step)).toEqual([1, 2, 3, 4, 5]);
      await expect(
        call('train.ts', '--config', 'large.toml', '--run', 'y', '--grow', 'nowhere', '--steps', '0'),
      ).rejects.toMatchObject({ stderr: expect.stringContaining('no run with a checkpoint to grow from') });
      await expect(train('--run', 'straight', '--grow', 'large')).rejects.toMatchObject({
        stderr: expect.stringContaining(
          'straight exists already and did not grow from another run: leave out --grow large',
        ),
      });
    },
    TIMEOUT,
  );

  it('is tied to the labels that its recipe names, of any data', async () => {
    const data = join(scratch, 'labelled');
    await mkdir(data);
    for (let i = 0; i < 8; i++) {
      const background = { r: 30 * i, g: 255 - 30 * i, b: 90 };
      await sharp({ create: { width: 32, height: 32, channels: 3, background } })
        .png()
        .toFile(join(data, `${i}.png`));
    }
    const rows = Array.from({ length: 8 }, (_, i) => `${i}.png  ${i % 2 ? 1 : -1} ${i > 3 ? 1 : -1}`);
    await writeFile(join(data, 'list_attr_celeba.txt'), ['8', 'Red Smiling', ...rows, ''].join('\n'));
    const recipe = QUICK.replace('"tiny"', '"tied"');
    await writeFile(join(scratch, 'tied.toml'), `${recipe}labels = "Red, Smiling"\n`);
    await call('train.ts', '--config', 'tied.toml', '--data', data, '--steps', '2');
    const { tensors } = await checkpoint('tied', 2);
    expect(tensors['D.labels.weight']?.shape[0]).toBe(2);
    const [line = ''] = (await readFile(join(scratch, 'runs/tied/history.jsonl'), 'utf8')).split('\n');
    expect(JSON.parse(line).errorLabelsReal).toBeGreaterThan(0);
    await call('train.ts', '--run', 'tied', '--steps', '3');
    const about = join(import.meta.dirname, 'sample/about.toml');
    const flags = ['--run', 'tied', '--about', about, '--measure', 'none', '--models', 'tied-models'];
    const { stdout } = await call('publish-model.ts', ...flags);
    const folder = join(scratch, 'tied-models', stdout.split(':')[0] ?? '');
    const manifest = v.parse(
      manifestSchema,
      JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')),
    );
    expect(manifest.directions.map(({ name }) => name)).toEqual(['Red', 'Smiling']);
    expect(manifest.labels?.map(({ weights }) => weights.length)).toEqual([1, 2]);
    expect(await readFile(join(folder, 'card.md'), 'utf8')).toContain(
      'Directions are those of the labels that',
    );
    await writeFile(join(scratch, 'tied.toml'), `${recipe}labels = "Smiling, Red"\n`);
    await expect(call('train.ts', '--config', 'tied.toml', '--data', data)).rejects.toMatchObject({
      stderr: expect.stringContaining('its labels is "Red, Smiling", not "Smiling, Red"'),
    });
    await writeFile(join(scratch, 'faces.toml'), recipe.replace('"tied"', '"faces"'));
    await expect(call('train.ts', '--config', 'faces.toml', '--data', data)).rejects.toMatchObject({
      stderr: expect.stringContaining('write labels = "…" in the recipe with some of Red, Smiling'),
    });
  });

  it('of one channel trains on luma, and is published in three equal channels that the site draws', async () => {
    const recipe = QUICK.replace('"tiny"', '"grey"').replace('labelWeight = 1', 'network = "skip"');
    await writeFile(join(scratch, 'grey.toml'), `${recipe}channels = 1\n`);
    await call('train.ts', '--config', 'grey.toml', '--steps', '3');
    const { tensors } = await checkpoint('grey', 3);
    expect(tensors['G.picture32.weight']?.shape).toEqual([4, 1, 4, 4]);
    expect(tensors['D.0.weight']?.shape).toEqual([4, 1, 4, 4]);
    const grid = await sharp(join(scratch, 'runs/grey/grids/000000003.png')).raw().toBuffer();
    expect(grid.every((value, i) => value === grid[i - (i % 3)])).toBe(true);

    const about = join(import.meta.dirname, 'sample/about.toml');
    const flags = ['--run', 'grey', '--about', about, '--measure', 'none', '--models', 'grey-models'];
    const { stdout } = await call('publish-model.ts', ...flags);
    const folder = join(scratch, 'grey-models', stdout.split(':')[0] ?? '');
    const z = latentsFromSeeds(1, 2, 16, 1);
    const onnx = await openGeneratorSession(await readFile(join(folder, 'generator.onnx')), 16);
    const drawn = await onnx.draw(z);
    await onnx.release();
    const plane = 32 * 32;
    expect(new Set(drawn.subarray(0, plane)).size).toBeGreaterThan(1);
    for (const channel of [1, 2]) {
      expect(drawn.subarray(channel * plane, (channel + 1) * plane)).toEqual(drawn.subarray(0, plane));
    }
    const { generator } = await openPublishedAvatars(folder);
    const byKernel = await generator.draw(z);
    expect(Math.max(...byKernel.map((value, i) => Math.abs(value - (drawn[i] ?? 9))))).toBeLessThan(
      2 / 127.5,
    );
  });

  it('enlarges small pictures where its recipe says so, and says what to write where it does not', async () => {
    const recipe = QUICK.replace('labelWeight = 1', '');
    await writeFile(
      join(scratch, 'digits.toml'),
      recipe.replace('"tiny"', '"digits"').concat('enlarge = true\n'),
    );
    await writeFile(join(scratch, 'skips.toml'), recipe.replace('"tiny"', '"skips"'));
    const data = join(scratch, 'mnist');
    await mkdir(data);
    for (let i = 0; i < 6; i++) {
      const background = { r: 40 * i, g: 40 * i, b: 40 * i };
      const digit = sharp({ create: { width: 28, height: 28, channels: 3, background } }).toColourspace(
        'b-w',
      );
      await digit.png().toFile(join(data, `${i}.png`));
    }
    await expect(
      call('train.ts', '--config', 'skips.toml', '--data', data, '--steps', '1'),
    ).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('6 tiny; write enlarge = true or pad = true in the recipe'),
    });
    // What it says to write is taken by the same command.
    await writeFile(join(scratch, 'skips.toml'), `${recipe.replace('"tiny"', '"skips"')}pad = true\n`);
    await call('train.ts', '--config', 'skips.toml', '--data', data, '--steps', '1');
    await call('train.ts', '--config', 'digits.toml', '--data', data, '--steps', '1');
    const record = JSON.parse(await readFile(join(scratch, 'runs/digits/data.json'), 'utf8'));
    expect(record).toMatchObject({ pictures: 6, seen: 6, skipped: { tiny: 0, corrupt: 0 } });
  });

  it('refuses another recipe than it was started with', async () => {
    await writeFile(join(scratch, 'other.toml'), QUICK.replace('batch = 4', 'batch = 8'));
    await expect(call('train.ts', '--config', 'other.toml', '--run', 'straight')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /was started with another recipe: its .+ is .+, not .+; write --run NAME/,
      ),
    });
  });

  it.each([
    [['--device', 'tpu'], '--device: write cpu, webgpu or onnx-webgpu, not tpu'],
    [['--threads', '2.5'], '--threads: write a whole number, not 2.5'],
    [['--run', '../up'], '--run: write the name of a folder of runs/, not "../up"'],
    [['--grow', '..'], '--grow: write the name of a folder of runs/, not ".."'],
    [['--minutes', 'ten'], '--minutes: write a number of at least 0, not ten'],
    [['--data', 'nowhere', '--run', 'x'], 'nowhere'],
    [['--step', '3'], "Unknown option '--step'; see --help"],
    [['--config', 'nowhere.toml'], 'nowhere.toml: there is no such file or folder'],
  ])('is refused in one sentence: %s', async (flags, message) => {
    await expect(train(...flags)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });
});

it('--help prints the flags of a command', async () => {
  const { stdout } = await call('train.ts', '--help');
  expect(stdout).toMatch(/^Trains a generator, or resumes/);
  expect(stdout).toContain('--on-diverge stop|rollback');
});

describe('the data of a run', () => {
  it(
    'are remembered when it is trained on, grown, evaluated and published',
    async () => {
      const mine = join(scratch, 'mine');
      await mkdir(mine);
      await cp(join(import.meta.dirname, 'sample'), mine, { recursive: true });
      await train('--steps', '1', '--run', 'own', '--data', 'mine');
      await train('--steps', '2', '--run', 'own');
      await writeFile(
        join(scratch, 'double.toml'),
        QUICK.replace('"tiny"', '"double"')
          .replace('resolution = 32', 'resolution = 64')
          .replaceAll('Width = 4', 'Width = 2'),
      );
      await call('train.ts', '--config', 'double.toml', '--grow', 'own', '--steps', '0');
      for (const name of ['own', 'double']) {
        const record = JSON.parse(await readFile(join(scratch, 'runs', name, 'data.json'), 'utf8'));
        expect(record.source).toBe(mine);
      }

      await rm(join(mine, 'about.toml'));
      await expect(call('publish-model.ts', '--run', 'own', '--measure', 'none')).rejects.toMatchObject({
        stderr: `write --about FILE, the description of the training data, or put it there as ${join(mine, 'about.toml')}\n`,
      });
      await writeFile(
        join(mine, 'about.toml'),
        (await readFile(join(import.meta.dirname, 'sample/about.toml'), 'utf8')).replace('1000', '77'),
      );
      const { stdout, stderr } = await call(
        'publish-model.ts',
        ...['--run', 'own', '--measure', 'none', '--models', 'own-models'],
      );
      expect(stderr).toContain(
        'the run was trained on 1,000 pictures, which the card says in place of the 77',
      );
      const folder = join(scratch, 'own-models', stdout.split(':')[0] ?? '');
      expect(await readFile(join(folder, 'card.md'), 'utf8')).toContain(
        '\n1,000 pictures. The data contains no',
      );
      const manifest = v.parse(
        manifestSchema,
        JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')),
      );
      expect(manifest.data.portraits).toBe(1000);

      await rm(mine, { recursive: true });
      const gone = {
        stderr: expect.stringContaining(`was started with ${mine}, which is not there any more`),
      };
      await expect(train('--steps', '3', '--run', 'own')).rejects.toMatchObject(gone);
      await expect(call('evaluate.ts', '--model', 'runs/own')).rejects.toMatchObject(gone);
    },
    TIMEOUT,
  );
});

describe('publishing a run', () => {
  const about = join(import.meta.dirname, 'publish/faces.toml');

  it('that is not there is refused, naming it', async () => {
    await expect(call('publish-model.ts', '--run', 'typo')).rejects.toMatchObject({
      stderr: `there is no run ${join(scratch, 'runs/typo')}; write --run with the name of a folder of runs/\n`,
    });
  });

  it(
    'writes a folder whose manifest, files and pictures agree, and refuses to publish it twice',
    async () => {
      await call(
        'publish-model.ts',
        '--run',
        'straight',
        '--about',
        about,
        '--measure',
        'none',
        '--truncation',
        '0.75',
      );
      const models = join(scratch, 'models');
      const index = JSON.parse(await readFile(join(models, 'index.json'), 'utf8'));
      const manifest = v.parse(
        manifestSchema,
        JSON.parse(await readFile(join(models, index.default, 'manifest.json'), 'utf8')),
      );
      expect((await readdir(join(models, index.default))).sort()).toEqual(
        ['manifest.json', ...manifest.files.map(({ name }) => name)].sort(),
      );
      const { latentSize, prior, probe, resolution } = manifest;
      expect(prior.truncation).toBe(0.75);

      const generator = await openGeneratorSession(
        await readFile(join(models, index.default, 'generator.onnx')),
        latentSize,
      );
      const image = await generator.draw(latentsFromSeeds(probe.seed, 1, latentSize, prior.truncation));
      await generator.release();
      const { data } = await sharp(join(models, index.default, probe.file))
        .raw()
        .toBuffer({ resolveWithObject: true });
      const plane = resolution * resolution;
      data.forEach((value, i) => {
        expect(value).toBe(toByte(image[(i % 3) * plane + Math.floor(i / 3)] ?? Number.NaN));
      });

      await expect(
        call('publish-model.ts', '--run', 'straight', '--about', about, '--measure', 'none'),
      ).rejects.toMatchObject({
        stderr: expect.stringContaining('is published already'),
      });
      expect((await readdir(models)).sort()).toEqual(['index.json', 'published.lock', index.default].sort());
    },
    TIMEOUT,
  );
});
