import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from 'tar';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTrainSandbox, type TrainSandbox } from '../testing/train-sandbox.ts';
import { readCheckpoint } from './checkpoints.ts';
import { listGrids } from './grids.ts';
import { packRun, unpackRun } from './pack.ts';

let sandbox: TrainSandbox;
let file: string;
beforeAll(async () => {
  sandbox = await openTrainSandbox();
  await sandbox.run('--run', 'first', '--steps', '6');
  file = join(sandbox.scratch, 'first.tar.gz');
});
afterAll(() => sandbox.remove());

it('a packed run can be trained on another machine, with its history and grids from the first step', async () => {
  expect(await packRun(sandbox.folder('first'), file)).toBe(6);
  await unpackRun(file, sandbox.folder('second'));
  const [before, after] = await Promise.all(
    ['first', 'second'].map(async (run) => (await readCheckpoint(sandbox.folder(run)))?.state ?? {}),
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
  await sandbox.run('--run', 'second', '--steps', '8');
  expect(await sandbox.steps('second')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect((await listGrids(sandbox.folder('second'))).map(({ step }) => step)).toEqual([0, 6, 8]);
});

it('packing and unpacking leave no incomplete files', async () => {
  await expect(packRun(sandbox.folder('none'), join(sandbox.scratch, 'none.tar.gz'))).rejects.toThrow(
    `there is no run ${sandbox.folder('none')}; write --run`,
  );
  await expect(unpackRun(file, sandbox.folder('first'))).rejects.toThrow('exists already');
  const bytes = await readFile(file);
  const cut = join(sandbox.scratch, 'cut.tar.gz');
  await writeFile(cut, bytes.subarray(0, bytes.length / 2));
  await expect(unpackRun(cut, sandbox.folder('third'))).rejects.toThrow();
  const other = join(sandbox.scratch, 'other.tar.gz');
  await mkdir(join(sandbox.scratch, 'other'));
  await writeFile(join(sandbox.scratch, 'other/evil.sh'), 'x');
  await create({ file: other, cwd: join(sandbox.scratch, 'other'), gzip: true }, ['evil.sh']);
  await expect(unpackRun(other, sandbox.folder('third'))).rejects.toThrow('is not a packed run');
  expect((await readdir(join(sandbox.folder('first'), '..'))).sort()).toEqual(['.cache', 'first', 'second']);
});
