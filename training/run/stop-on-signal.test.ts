import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { link, mkdir, readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTrainSandbox, SMALLEST_RECIPE, type TrainSandbox } from '../testing/train-sandbox.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 120_000;

let sandbox: TrainSandbox;
beforeAll(async () => {
  sandbox = await openTrainSandbox({
    unlabelled: SMALLEST_RECIPE.replace('labelWeight = 1', 'labelWeight = 0'),
  });
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
    'ends a run that waits for pictures, without waiting for them',
    async () => {
      // Each takes half a second to decode, and the first steps and the score of a checkpoint want hundreds of them.
      const names = Array.from({ length: 600 }, (_, i) => `${i}.png`);
      const data = join(sandbox.scratch, 'large');
      await mkdir(data);
      for (const [i, background] of ['red', 'blue'].entries()) {
        const picture = sharp({ create: { width: 6000, height: 6000, channels: 3, background } });
        await picture.png().toFile(join(data, `${i}.png`));
      }
      await Promise.all(names.slice(2).map((name, i) => link(join(data, `${i % 2}.png`), join(data, name))));
      const running = sandbox.start('--run', 'waiting', '--data', data, '--config', 'unlabelled.toml');
      await running.until('start');
      running.process.kill('SIGINT');
      const { code, events } = await running.ended();
      expect(code).toBe(0);
      expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'stopped' });
      const seen: { seen: number } = JSON.parse(
        await readFile(join(sandbox.folder('waiting'), 'data.json'), 'utf8'),
      );
      expect(seen.seen).toBeLessThan(100);
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
