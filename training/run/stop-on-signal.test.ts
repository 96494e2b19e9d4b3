import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTrainSandbox, type TrainSandbox } from '../testing/train-sandbox.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;

let sandbox: TrainSandbox;
beforeAll(async () => {
  sandbox = await openTrainSandbox();
});
afterAll(() => sandbox.remove());

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends a run after the current step, with a checkpoint: %s',
    async (signal) => {
      const run = signal.toLowerCase();
      const running = sandbox.start('--run', run, '--steps', '1000000');
      await running.until('step', ({ step }) => step === 3);
      running.process.kill(signal);
      const { code, events } = await running.ended();
      expect(code).toBe(0);
      expect(events.filter(({ type }) => type === 'stopping')).toEqual([{ type: 'stopping', signal }]);
      const done = events.at(-1);
      if (done?.type !== 'done') {
        throw new Error(`the last event is ${done?.type}`);
      }
      expect(done.reason).toBe('stopped');
      const { metadata } = await sandbox.checkpoint(run, done.step);
      expect(metadata.steps).toBe(String(done.step));
      expect(await sandbox.steps(run)).toEqual(Array.from({ length: done.step }, (_, i) => i + 1));
    },
    TIMEOUT,
  );

  it(
    'a second time ends a process at once, but not if it is the same key press',
    async () => {
      const source = `
        import { stopOnSignal } from ${JSON.stringify(join(import.meta.dirname, 'stop-on-signal.ts'))};
        stopOnSignal().addEventListener('abort', () => console.log('stopping'));
        setInterval(() => {}, 1000);
        console.log('ready');`;
      const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', source]);
      const ended = once(child, 'exit');
      expect(String(await once(child.stdout, 'data'))).toBe('ready\n');
      child.kill('SIGINT');
      expect(String(await once(child.stdout, 'data'))).toBe('stopping\n');
      child.kill('SIGINT'); // The same key press, passed on by npm.
      await setTimeout(700);
      expect(child.exitCode).toBeNull();
      child.kill('SIGINT');
      expect(await ended).toEqual([128 + constants.signals.SIGINT, null]);
    },
    TIMEOUT,
  );
});
