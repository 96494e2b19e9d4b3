import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from 'tar';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCheckpoint } from './checkpoints.ts';
import { listGrids } from './grids.ts';
import { packRun, unpackRun } from './pack.ts';
import { openTrial, type Trial } from './trial.ts';

let trial: Trial;
let file: string;
beforeAll(async () => {
  trial = await openTrial();
  await trial.train('--run', 'first', '--steps', '6');
  file = join(trial.scratch, 'first.tar.gz');
});
afterAll(() => trial.remove());

it('a packed run trains on elsewhere, with its history and its grids from the first step', async () => {
  expect(await packRun(trial.folder('first'), file)).toBe(6);
  await unpackRun(file, trial.folder('second'));
  const [before, after] = await Promise.all(
    ['first', 'second'].map(async (run) => (await readCheckpoint(trial.folder(run)))?.state ?? {}),
  );
  expect(Object.keys(after ?? {}).sort()).toEqual(Object.keys(before ?? {}).sort());
  for (const [name, { shape, data }] of Object.entries(before ?? {})) {
    expect(after?.[name]?.shape, name).toEqual(shape);
    // Half precision has 11 bits, and nothing below 2^-24.
    if (!name.startsWith('adam.')) {
      data.forEach((value, i) => {
        const off = Math.abs((after?.[name]?.data[i] ?? Number.NaN) - value);
        expect(off, name).toBeLessThanOrEqual(Math.abs(value) * 2 ** -11 + 2 ** -25);
      });
    }
  }
  await trial.train('--run', 'second', '--steps', '8');
  expect(await trial.steps('second')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect((await listGrids(trial.folder('second'))).map(({ step }) => step)).toEqual([0, 6, 8]);
});

it('neither packing nor unpacking leaves anything half-done', async () => {
  await expect(packRun(trial.folder('none'), join(trial.scratch, 'none.tar.gz'))).rejects.toThrow(
    'there is no run with a checkpoint to pack',
  );
  await expect(unpackRun(file, trial.folder('first'))).rejects.toThrow('is there already');
  const bytes = await readFile(file);
  const cut = join(trial.scratch, 'cut.tar.gz');
  await writeFile(cut, bytes.subarray(0, bytes.length / 2));
  await expect(unpackRun(cut, trial.folder('third'))).rejects.toThrow();
  const other = join(trial.scratch, 'other.tar.gz');
  await mkdir(join(trial.scratch, 'other'));
  await writeFile(join(trial.scratch, 'other/evil.sh'), 'x');
  await create({ file: other, cwd: join(trial.scratch, 'other'), gzip: true }, ['evil.sh']);
  await expect(unpackRun(other, trial.folder('third'))).rejects.toThrow('is not a packed run');
  expect((await readdir(join(trial.folder('first'), '..'))).sort()).toEqual(['.cache', 'first', 'second']);
});
