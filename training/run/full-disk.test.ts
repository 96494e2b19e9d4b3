import { execFile, execFileSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTrainSandbox, type TrainSandbox } from '../testing/train-sandbox.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;
/** More than a grid, less than a checkpoint of 83 kB: in blocks of 512 bytes, as POSIX has `ulimit -f`. */
const BLOCKS = 100;

let sandbox: TrainSandbox;
beforeAll(async () => {
  sandbox = await openTrainSandbox();
});
afterAll(() => sandbox.remove());

/** Whether this user may mount a file system of a given size. */
function mounts(path: string, bytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a checkpoint that cannot be written', () => {
  it(
    'ends the run, naming the file and the last good checkpoint, which is unchanged',
    async () => {
      await sandbox.run('--run', 'limited', '--steps', '2');
      const before = await sandbox.checkpoint('limited', 2);
      const call = `ulimit -f ${BLOCKS}; exec "$0" "$@"`;
      const train = join(import.meta.dirname, '../train.ts');
      const words = ['--config', 'tiny.toml', '--run', 'limited', '--steps', '4', '--json'];
      const failed = promisify(execFile)('sh', ['-c', call, process.execPath, train, ...words], {
        cwd: sandbox.scratch,
        env: { ...process.env, INIT_CWD: sandbox.scratch },
      });
      const last = join(sandbox.folder('limited'), 'checkpoint-000000002.safetensors');
      await expect(failed).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /checkpoint-000000004\.safetensors could not be written: it is larger than a file .* may be/,
        ),
        stdout: expect.stringContaining(`"checkpoint":${JSON.stringify(last)}`),
      });
      expect(await sandbox.checkpoint('limited', 2)).toEqual(before);
      expect(await sandbox.temporaryFiles('limited')).toEqual([]);

      await sandbox.run('--run', 'limited', '--steps', '4');
      expect(await sandbox.steps('limited')).toEqual([1, 2, 3, 4]);
    },
    TIMEOUT,
  );

  it(
    'on a full disk ends the run with that reason, and the run can be resumed when there is space',
    async ({ skip }) => {
      // The disk has room for half of the last of three checkpoints of 83 kB.
      const runs = join(sandbox.scratch, 'runs');
      await mkdir(runs, { recursive: true });
      const place = sandbox.folder('full');
      await mkdir(place);
      if (!mounts(place, 220 * 1024)) {
        return skip('only root may mount a small file system');
      }
      try {
        const failed = sandbox.run('--run', 'full', '--steps', '1000', '--checkpoint-steps', '1');
        const error: { code: number; stderr: string } = await failed.then(
          () => {
            throw new Error('1,000 steps fitted on a disk of 220 kB');
          },
          (reason) => reason,
        );
        expect(error.code).toBe(1);
        expect(error.stderr).toMatch(/could not be written: the disk is full/);
        const stays = /the last good checkpoint is .*\/(checkpoint-0*(\d+)\.safetensors)/.exec(error.stderr);
        const steps = Number(stays?.[2]);
        const { tensors } = await sandbox.checkpoint('full', steps);
        expect(await sandbox.temporaryFiles('full')).toEqual([]);
        expect((await readdir(place)).filter((name) => name.startsWith('checkpoint')).at(-1)).toBe(
          stays?.[1],
        );

        await sandbox.run('--run', 'roomy', '--steps', String(steps));
        expect((await sandbox.checkpoint('roomy', steps)).tensors).toEqual(tensors);
        execFileSync('mount', ['-o', 'remount,size=4194304', place]);
        await sandbox.run('--run', 'full', '--steps', String(steps + 3));
        expect(await sandbox.steps('full')).toEqual(Array.from({ length: steps + 3 }, (_, i) => i + 1));
      } finally {
        execFileSync('umount', [place]);
      }
    },
    TIMEOUT,
  );
});
