import { watch } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openTrainSandbox,
  SMALLEST_RECIPE,
  type TrainProcess,
  type TrainSandbox,
} from '../testing/train-sandbox.ts';
import { readCheckpoint } from './checkpoints.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 240_000;
const STEPS = 24;

let sandbox: TrainSandbox;
beforeAll(async () => {
  // Wide enough that a checkpoint of 2 MB takes a while to reach the disk.
  sandbox = await openTrainSandbox({ wide: SMALLEST_RECIPE.replace(/Width = 4/g, 'Width = 40') });
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
    'repeatedly, at any moment, has the same bits as one that was not',
    async () => {
      const start = () => sandbox.start(...FLAGS, '--run', 'killed');
      async function kill(running: TrainProcess): Promise<void> {
        running.process.kill('SIGKILL');
        expect((await running.ended()).signal).toBe('SIGKILL');
      }
      // Before there is a checkpoint.
      const first = start();
      await first.until('step');
      await kill(first);
      // Between a checkpoint and the next one, in the middle of steps.
      const second = start();
      await second.until('checkpoint');
      await second.until('checkpoint');
      await second.until('step');
      await kill(second);

      // While a checkpoint is written. A kill may come too late for the file that it was meant for; then it is tried again.
      const folder = sandbox.folder('killed');
      let cut = 0;
      for (let attempt = 0; attempt < STEPS && cut < 2; attempt++) {
        const running = start();
        await running.until('checkpoint');
        const watcher = watch(folder, (_, name) => {
          if (name?.startsWith('checkpoint') && name.endsWith('.part')) {
            running.process.kill('SIGKILL');
          }
        });
        await running.ended();
        watcher.close();
        if ((await sandbox.temporaryFiles('killed')).some((name) => name.startsWith('checkpoint'))) {
          cut++;
        }
      }
      expect(cut).toBe(2);
      // The checkpoint before it is whole, and so is the run in the end.
      expect((await readCheckpoint(folder))?.steps).toBeGreaterThan(1);
      await sandbox.run(...FLAGS, '--run', 'killed');
      await expectSameAsStraight('killed');
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
