import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeSafetensors } from '../../files/safetensors.ts';
import { openTrainSandbox, SMALLEST_RECIPE, type TrainSandbox } from '../testing/train-sandbox.ts';
import { bestCheckpoint, listCheckpoints } from './checkpoints.ts';
import { readHistory } from './history.ts';
import { expectTrainedNetworks } from './run.ts';
import { appendSession, currentSession } from './sessions.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 240_000;
/** Batches so large that generators are scored after 16 steps, and rates so high that their scores differ. */
const LARGE = `${SMALLEST_RECIPE.replace('batch = 4', 'batch = 1024')}generatorRate = 0.01\n`;
const FLAGS = ['--config', 'large.toml', '--steps', '24'];

let sandbox: TrainSandbox;
beforeAll(async () => {
  sandbox = await openTrainSandbox({ large: LARGE });
});
afterAll(() => sandbox.remove());

/** What was scored in a run, by steps, and its best checkpoint. */
async function scoresOf(run: string) {
  const lines = await readHistory(sandbox.folder(run));
  const best = bestCheckpoint(await listCheckpoints(sandbox.folder(run)));
  return {
    scored: lines.flatMap(({ step, swd }) => (swd === undefined ? [] : [[step, swd]])),
    best: { steps: best?.steps, swd: best?.swd },
    state: (await sandbox.checkpoint(run, best?.steps ?? 0)).tensors,
  };
}

it(
  'a run that was interrupted keeps the same best checkpoint as one that was not, however often it saves',
  async () => {
    await sandbox.run(...FLAGS, '--run', 'straight');
    const again = [...FLAGS, '--run', 'broken', '--checkpoint-steps', '3'];
    await sandbox.run(...again, '--steps', '16');
    // As where a signal comes before a checkpoint is scored.
    const file = join(sandbox.folder('broken'), 'checkpoint-000000016.safetensors');
    const { metadata, tensors } = await sandbox.checkpoint('broken', 16);
    const { swd, ...unscored } = metadata;
    expect(Number(swd)).toBeGreaterThan(0);
    await writeSafetensors(file, { metadata: unscored, tensors });

    const process = sandbox.start(...again);
    await process.until('step', ({ step }) => step >= 19);
    process.process.kill('SIGKILL');
    await process.ended();
    await sandbox.run(...FLAGS, '--run', 'broken');
    const [straight, broken] = [await scoresOf('straight'), await scoresOf('broken')];
    expect(straight.scored.map(([step]) => step)).toEqual([16, 24]);
    expect(broken).toEqual(straight);
  },
  TIMEOUT,
);

it(
  'of a run that went on in PyTorch, which scores nothing, the newest checkpoint is used',
  async () => {
    await sandbox.run(...FLAGS, '--run', 'elsewhere');
    const folder = sandbox.folder('elsewhere');
    const { metadata, tensors } = await sandbox.checkpoint('elsewhere', 24);
    const { swd, ...unscored } = metadata;
    const later = { ...unscored, steps: '30' };
    await writeSafetensors(join(folder, 'checkpoint-000000030.safetensors'), { metadata: later, tensors });
    expect((await expectTrainedNetworks(folder)).steps).not.toBe(30);
    const { node, onnxruntime, ...machine } = currentSession(24, 'cpu');
    await appendSession(folder, { ...machine, pytorch: '2.14.1', changes: { generatorRate: 1e-3 } });
    expect((await expectTrainedNetworks(folder)).steps).toBe(30);
  },
  TIMEOUT,
);
