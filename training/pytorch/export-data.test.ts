import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseRecipe } from '../../gan/recipe.ts';
import { openDataLoader } from '../data/data-loader.ts';
import { fixedLatents } from '../run/fixed-latents.ts';
import { saveRunRecipe } from '../run/run-recipe.ts';
import { callCommand } from '../testing/call-command.ts';

const SAMPLE = join(import.meta.dirname, '../sample');
const SIDE = 16;
const LABELS = 3;
const BATCH = 8;
const recipe = parseRecipe(
  { name: 'exported', network: 'skip', resolution: SIDE, labelWeight: 1, labelCount: LABELS },
  'test',
);
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-export-data-'));
});
afterAll(() => rm(scratch, { recursive: true }));

it('the pictures and scores that are exported are those that are trained on', async () => {
  const run = join(scratch, 'run');
  const out = join(scratch, 'out');
  await mkdir(run);
  await saveRunRecipe(run, recipe);
  await callCommand('pytorch/export-data.ts', ['--run', run, '--data', SAMPLE, '--out', out], scratch);
  const about = JSON.parse(await readFile(join(out, 'data.json'), 'utf8'));
  expect(about).toEqual({ resolution: SIDE, count: 1000, labelCount: LABELS });

  const bytes = await readFile(join(out, 'pictures.u8'));
  const scores = await floats('scores.f32');
  expect(bytes.length).toBe(1000 * SIDE ** 2 * 3);
  expect(scores.length).toBe(1000 * 2 * LABELS);
  const loader = await openDataLoader(SAMPLE, { side: SIDE, batch: BATCH, mirror: true, seed: 1 });
  const labels = await loader.labels(recipe);
  const batch = await loader.batch(0);
  const shown = loader.picturesOf(0);
  await loader.close();
  expect(new Set(shown.map(({ mirrored }) => mirrored)).size).toBe(2);
  for (const [i, { index, mirrored }] of shown.entries()) {
    const exported = Float32Array.from({ length: 3 * SIDE ** 2 }, (_, at) => {
      const [channel, y, x] = [Math.floor(at / SIDE ** 2), Math.floor(at / SIDE) % SIDE, at % SIDE];
      const column = mirrored ? SIDE - 1 - x : x;
      return (bytes[((index * SIDE + y) * SIDE + column) * 3 + channel] ?? Number.NaN) / 127.5 - 1;
    });
    expect(exported).toEqual(batch.subarray(i * exported.length, (i + 1) * exported.length));
    const row = 2 * index + Number(mirrored);
    expect(scores.subarray(row * LABELS, (row + 1) * LABELS)).toEqual(
      labels.of(shown).subarray(i * LABELS, (i + 1) * LABELS),
    );
  }
  expect(await floats('fixed.f32')).toEqual(fixedLatents(recipe).latents);
  const asked = await floats('asked.f32');
  const [z, asks] = [asked.subarray(0, asked.length / 2), asked.subarray(asked.length / 2)];
  expect(asks).toEqual(labels.scoresFor(z, LABELS));

  async function floats(name: string): Promise<Float32Array> {
    const { buffer } = new Uint8Array(await readFile(join(out, name)));
    return new Float32Array(buffer);
  }
});

it('a run that PyTorch cannot go on with is refused', async () => {
  const run = join(scratch, 'unlabelled');
  await mkdir(run);
  await saveRunRecipe(run, parseRecipe({ ...recipe, labelWeight: 0 }, 'test'));
  const flags = ['--run', run, '--data', SAMPLE, '--out', join(scratch, 'none')];
  await expect(callCommand('pytorch/export-data.ts', flags, scratch)).rejects.toThrow(
    'in PyTorch only pictures in colour are trained on, with their labels (labelWeight above 0)',
  );
});
