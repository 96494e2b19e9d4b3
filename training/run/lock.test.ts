import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTrainSandbox, type TrainSandbox } from '../testing/train-sandbox.ts';
import { processStart } from './lock.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;
const FOR_EVER = ['--steps', '1000000'];

let sandbox: TrainSandbox;
beforeAll(async () => {
  sandbox = await openTrainSandbox();
  await sandbox.run('--run', 'old', '--steps', '1');
}, TIMEOUT);
afterAll(() => sandbox.remove());

function lockOf(run: string): string {
  return join(sandbox.folder(run), 'lock.json');
}
const since = '2026-01-01T00:00:00.000Z';

describe('the lock of a run', () => {
  it(
    'refuses a second process, naming the PID and the host of the first',
    async () => {
      const first = sandbox.start('--run', 'held', ...FOR_EVER);
      await first.until('step');
      await expect(sandbox.run('--run', 'held', '--steps', '1')).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`is being trained by process ${first.process.pid} on ${hostname()}`),
      });
      // The first process is not disturbed, and keeps its lock.
      await first.until('step');
      expect(JSON.parse(await readFile(lockOf('held'), 'utf8')).pid).toBe(first.process.pid);
      first.process.kill('SIGKILL');
      await first.ended();
    },
    TIMEOUT,
  );

  it(
    'of a process that was killed is taken over, and removed by the next process',
    async () => {
      const killed = sandbox.start('--run', 'killed', ...FOR_EVER);
      await killed.until('step');
      killed.process.kill('SIGKILL');
      await killed.ended();
      expect(JSON.parse(await readFile(lockOf('killed'), 'utf8')).pid).toBe(killed.process.pid);
      await sandbox.run('--run', 'killed', '--steps', '1');
      await expect(readFile(lockOf('killed'))).rejects.toMatchObject({ code: 'ENOENT' });
    },
    TIMEOUT,
  );

  it(
    'of a process whose PID another process has now is taken over',
    async () => {
      const start = await processStart(process.pid);
      expect(start).toBeDefined();
      const lock = { pid: process.pid, host: hostname(), since };
      await writeFile(lockOf('old'), JSON.stringify({ ...lock, start: `${start}, but earlier` }));
      await sandbox.run('--run', 'old', '--steps', '2');
      await writeFile(lockOf('old'), JSON.stringify({ ...lock, start }));
      await expect(sandbox.run('--run', 'old', '--steps', '3')).rejects.toMatchObject({ code: 1 });
    },
    TIMEOUT,
  );

  it(
    'from another machine is never taken over, and the error says what to do',
    async () => {
      await writeFile(lockOf('old'), JSON.stringify({ pid: 1, host: 'elsewhere', start: 'x', since }));
      await expect(sandbox.run('--run', 'old', '--steps', '2')).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`if elsewhere no longer exists, remove ${lockOf('old')}`),
      });
    },
    TIMEOUT,
  );
});
