import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTrainSandbox, type TrainSandbox } from '../testing/train-sandbox.ts';
import { readCosts } from './costs.ts';

let sandbox: TrainSandbox;
beforeAll(async () => {
  sandbox = await openTrainSandbox();
});
afterAll(() => sandbox.remove());

it('each session says what it has cost, and the run keeps it', async () => {
  await sandbox.run('--run', 'dear', '--steps', '3');
  await sandbox.run('--run', 'dear', '--steps', '5');
  const costs = await readCosts(sandbox.folder('dear'));
  expect(costs.map(({ from, to }) => [from, to])).toEqual([
    [0, 3],
    [3, 5],
  ]);
  for (const { seconds, processorSeconds, memory } of costs) {
    expect(seconds).toBeGreaterThan(0);
    expect(processorSeconds).toBeGreaterThan(0);
    // Node by itself has some 40 MB, and nothing here takes more than the machine has.
    expect(memory).toBeGreaterThan(40e6);
    expect(memory).toBeLessThan(100e9);
  }
  expect(await readCosts(sandbox.folder('none'))).toEqual([]);
});
