import { watch } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { philox } from '../../latent/philox.ts';
import { openTrainSandbox, TINY_RECIPE, type TrainSandbox } from '../testing/train-sandbox.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 240_000;
const STEPS = 30;
const KILLS = 4;

let sandbox: TrainSandbox;
beforeAll(async () => {
  // Wide enough that a checkpoint of 2 MB takes a while to reach the disk.
  sandbox = await openTrainSandbox({ wide: TINY_RECIPE.replace(/Width = 4/g, 'Width = 16') });
  await sandbox.run('--config', 'wide.toml', '--run', 'straight', '--steps', String(STEPS));
}, TIMEOUT);
afterAll(() => sandbox.remove());

const FLAGS = ['--config', 'wide.toml', '--steps', String(STEPS), '--checkpoint-steps', '1'];

/** Whether a run ended in the same state as the one that was not disturbed. */
async function expectSameAsStraight(run: string): Promise<void> {
  const [ended, straight] = await Promise.all([
    sandbox.checkpoint(run, STEPS),
    sandbox.checkpoint('straight', STEPS),
  ]);
  expect(ended.tensors).toEqual(straight.tensors);
  expect(await sandbox.steps(run)).toEqual(Array.from({ length: STEPS }, (_, i) => i + 1));
  expect(await sandbox.temporaryFiles(run)).toEqual([]);
  const grids = await readdir(join(sandbox.folder(run), 'grids'));
  expect(grids).toEqual(await readdir(join(sandbox.folder('straight'), 'grids')));
  for (const grid of grids) {
    expect(await readFile(join(sandbox.folder(run), 'grids', grid))).toEqual(
      await readFile(join(sandbox.folder('straight'), 'grids', grid)),
    );
  }
}

describe('a run that is killed with SIGKILL', () => {
  it(
    'repeatedly, after any number of steps, has the same bits as one that was not',
    async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        const running = sandbox.start(...FLAGS, '--run', 'killed');
        const steps = 1 + ((philox(2026, 0, kill, 0, 0, 0)[0] ?? 0) % 6);
        for (let i = 0; i < steps; i++) {
          await running.until('step');
        }
        running.process.kill('SIGKILL');
        expect((await running.ended()).signal).toBe('SIGKILL');
      }
      await sandbox.run(...FLAGS, '--run', 'killed');
      await expectSameAsStraight('killed');
    },
    TIMEOUT,
  );

  it(
    'while it saves a checkpoint keeps the previous one, and has the same bits in the end',
    async () => {
      const folder = sandbox.folder('cut');
      await mkdir(folder, { recursive: true });
      let cut = 0;
      // A kill may come too late for the file that it was meant for; then it is tried again with a later file.
      for (let kill = 0; kill < STEPS && cut < 2; kill++) {
        const running = sandbox.start(...FLAGS, '--run', 'cut');
        await running.until('checkpoint');
        const watcher = watch(folder, (_, name) => {
          if (name?.startsWith('checkpoint') && name.endsWith('.part')) {
            running.process.kill('SIGKILL');
          }
        });
        await running.ended();
        watcher.close();
        if ((await sandbox.temporaryFiles('cut')).some((name) => name.startsWith('checkpoint'))) {
          cut++;
        }
      }
      expect(cut).toBe(2);
      await sandbox.run(...FLAGS, '--run', 'cut');
      await expectSameAsStraight('cut');
    },
    TIMEOUT,
  );

  it(
    'in the middle of a line of the history drops the incomplete line',
    async () => {
      await cp(sandbox.folder('straight'), sandbox.folder('half'), { recursive: true });
      const path = join(sandbox.folder('half'), 'history.jsonl');
      const whole = await readFile(path, 'utf8');
      const next = `{"step":${STEPS + 1},"images":${4 * (STEPS + 1)},"seconds":1}`;
      await writeFile(path, `${whole}${next}\n{"step":${STEPS + 2},"ima`);
      await sandbox.run('--config', 'wide.toml', '--run', 'half', '--steps', String(STEPS + 3));
      expect(await sandbox.steps('half')).toEqual(Array.from({ length: STEPS + 3 }, (_, i) => i + 1));
    },
    TIMEOUT,
  );
});
