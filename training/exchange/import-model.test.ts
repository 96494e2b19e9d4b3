import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseManifest } from '../../latent/model/manifest.ts';
import { historySummary, readHistorySummary } from '../publish/history-summary.ts';
import { readBaseModel } from '../run/base-model.ts';
import { readCheckpoint } from '../run/checkpoints.ts';
import { packRun, unpackRun } from '../run/pack.ts';
import { readPredecessor, readSegments } from '../run/predecessors.ts';
import { callCommand } from '../testing/call-command.ts';
import { sharePictures, TINY_RECIPE } from '../testing/train-sandbox.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;
const ABOUT = `
name = "some pictures"
licence = "CC0-1.0"
portraits = "unknown"
realPersons = false
description = "Noise."
limits = "It was trained for some steps."
`;

/** A high rate, so that a few steps change the picture: equal frames of a film are merged. */
const QUICK = `${TINY_RECIPE}generatorRate = 0.1\n`;

let scratch: string;
let first: string;
/** A command of the package as a person runs it, from a folder of their own. */
function call(script: string, ...flags: string[]) {
  return callCommand(script, flags, scratch);
}
/** @returns the folder of the published model */
async function publish(name: string): Promise<string> {
  const { stdout } = await call(
    'publish-model.ts',
    '--run',
    name,
    '--about',
    'about.toml',
    '--measure',
    'none',
  );
  return join(scratch, 'models', stdout.split(':')[0] ?? '');
}
async function manifestOf(folder: string) {
  return parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
}
function importModel(name: string, ...flags: string[]) {
  return call('exchange/import-model.ts', '--model', first, '--run', name, ...flags);
}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-import-'));
  await sharePictures(scratch);
  await writeFile(join(scratch, 'about.toml'), ABOUT);
  await writeFile(join(scratch, 'tiny.toml'), QUICK);
  await writeFile(join(scratch, 'settled.toml'), `${QUICK}decaySteps = 4\ngeneratorWaits = 1\n`);
  await writeFile(join(scratch, 'on.toml'), QUICK.replace('"tiny"', '"on"'));
  await call('train.ts', '--config', 'tiny.toml', '--steps', '6');
  first = await publish('tiny');
}, TIMEOUT);
afterAll(() => rm(scratch, { recursive: true }));

it(
  'a published model can be trained further with a recipe of the same networks; its film starts at the first step',
  async () => {
    const before = await manifestOf(first);
    const { stdout } = await importModel('settled', '--config', 'settled.toml');
    expect(stdout).toContain(`${before.id}, with its discriminator, whose label head starts untrained`);
    const folder = join(scratch, 'runs/settled');
    expect((await readBaseModel(folder))?.id).toBe(before.id);

    // Its rates are zero after four steps, where the training ends.
    const { stderr, stdout: said } = await call('train.ts', '--run', 'settled', '--minutes', '5');
    expect(said + stderr).toContain('all its steps are taken');
    expect((await readCheckpoint(folder))?.steps).toBe(4);

    const second = await publish('settled');
    const { training } = await manifestOf(second);
    expect(training).toMatchObject({
      steps: 4,
      images: 16,
      wentOnFrom: { name: before.id, steps: 6, images: 24, minutes: before.training?.minutes },
    });
    const { points, film } = await readHistorySummary(second);
    expect(film).toEqual([0, 6, 6, 10]);
    expect(points.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(points.map(({ images }) => images)).toEqual(points.map(({ step }) => 4 * step));
    const frames = async (model: string, page: number): Promise<Buffer> =>
      sharp(join(model, 'film.webp'), { page }).removeAlpha().raw().toBuffer();
    expect((await sharp(join(second, 'film.webp')).metadata()).pages).toBe(film.length);
    // The fixed latents are the same, so the film continues: a frame of the old film is encoded again.
    const apart = (one: Buffer, other: Buffer): number =>
      one.reduce((sum, value, i) => sum + Math.abs(value - (other[i] ?? Number.NaN)), 0) / one.length;
    const [earlier, old, again] = [await frames(first, 0), await frames(first, 1), await frames(second, 1)];
    expect(apart(again, old)).toBeLessThan(apart(earlier, old) / 2);
    expect(await readFile(join(second, 'card.md'), 'utf8')).toContain(
      `It continues the training of \`${before.id}\`, which had seen 24 images`,
    );
  },
  TIMEOUT,
);

it(
  'a published model without film and history, as one whose discriminator was trained further, can be trained further, too',
  async () => {
    const bare = join(scratch, 'bare');
    await cp(first, bare, { recursive: true });
    for (const name of ['history.json', 'film.webp']) {
      await rm(join(bare, name));
    }
    await call('exchange/import-model.ts', '--model', bare, '--run', 'on', '--config', 'on.toml');
    await call('train.ts', '--run', 'on', '--steps', '2');
    const { points, film } = await readHistorySummary(await publish('on'));
    expect(points.map(({ step }) => step)).toEqual([7, 8]);
    expect(film).toEqual([6, 8]);
  },
  TIMEOUT,
);

it(
  'a run that grew from it, or that was packed and unpacked, keeps the history of the model',
  async () => {
    await importModel('longer');
    await call('train.ts', '--run', 'longer', '--steps', '2');
    const packed = join(scratch, 'longer.tar.gz');
    await packRun(join(scratch, 'runs/longer'), packed);
    await unpackRun(packed, join(scratch, 'runs/carried'));
    expect(await readBaseModel(join(scratch, 'runs/carried'))).toEqual(await manifestOf(first));

    const large = QUICK.replace('"tiny"', '"large"')
      .replace('resolution = 32', 'resolution = 64')
      .replaceAll('Width = 4', 'Width = 2');
    await writeFile(join(scratch, 'large.toml'), large);
    await call('train.ts', '--config', 'large.toml', '--grow', 'carried', '--steps', '1');
    const folder = join(scratch, 'runs/large');
    expect(await readPredecessor(folder)).toMatchObject({
      kind: 'run',
      name: 'carried',
      steps: 8,
      images: 32,
    });
    expect((await readSegments(folder)).map(({ kind, before }) => [kind, before.steps])).toEqual([
      ['model', 0],
      ['run', 6],
      ['run', 8],
    ]);

    // What it grew from is what that run was then, also when it is trained further, or removed.
    const grown = await readPredecessor(folder);
    const history = await historySummary(folder, []);
    await call('train.ts', '--run', 'carried', '--steps', '3');
    expect(await readPredecessor(folder)).toEqual(grown);
    expect(await historySummary(folder, [])).toBe(history);
    await rm(join(scratch, 'runs/carried'), { recursive: true });
    expect(await readPredecessor(folder)).toEqual(grown);
    expect((await readSegments(folder)).map(({ before }) => before.steps)).toEqual([8]);
    const { training } = await manifestOf(await publish('large'));
    expect(training?.grewFrom).toMatchObject({ name: 'carried', steps: 8, images: 32 });
  },
  TIMEOUT,
);

it(
  'a model that cannot be trained further is refused, and leaves no run',
  async () => {
    const runs = await readdir(join(scratch, 'runs'));
    const refusal = async (attempt: Promise<unknown>): Promise<string> =>
      attempt.then(
        () => 'it was not refused',
        ({ stderr }: { stderr: string }) => stderr,
      );
    await writeFile(
      join(scratch, 'wide.toml'),
      TINY_RECIPE.replace('generatorWidth = 4', 'generatorWidth = 8'),
    );
    expect(await refusal(importModel('x', '--config', 'wide.toml'))).toContain(
      'describes another architecture than that of the weights: write generatorWidth = 4',
    );
    expect(await refusal(importModel('tiny'))).toContain('tiny exists already; write another --run NAME');

    const models = join(import.meta.dirname, '../../models');
    const ofPublished = (id: string) =>
      refusal(call('exchange/import-model.ts', '--model', join(models, id), '--run', 'x'));
    expect(await ofPublished('face-128-5c12f8')).toContain('was published without its discriminator');
    expect(await ofPublished('none')).toContain('there is no such file or folder');
    const normed = TINY_RECIPE.replace('discriminatorNorm = "none"', '').replace('r1Weight = 1', '');
    await writeFile(join(scratch, 'normed.toml'), normed.replace('"tiny"', '"normed"'));
    await call('train.ts', '--config', 'normed.toml', '--steps', '1');
    const model = await publish('normed');
    expect(await refusal(call('exchange/import-model.ts', '--model', model, '--run', 'x'))).toContain(
      'its discriminator was published with its batch norm folded into the weights',
    );
    expect((await readdir(join(scratch, 'runs'))).sort()).toEqual([...runs, 'normed'].sort());
  },
  TIMEOUT,
);
