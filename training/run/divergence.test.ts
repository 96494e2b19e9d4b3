import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../../files/safetensors.ts';
import { parseRecipe } from '../../gan/recipe.ts';
import type { Metrics } from '../../gan/step.ts';
import { FIRST_STEP_STREAM } from '../../gan/step-inputs.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { openTrainSandbox, SMALLEST_RECIPE, type TrainSandbox } from '../testing/train-sandbox.ts';
import {
  checkMetrics,
  checkState,
  collapseDetector,
  MAX_ROLLBACKS,
  rollbackLatents,
  winDetector,
} from './divergence.ts';

/** Enough for a loaded machine; no test here measures speed. */
const TIMEOUT = 240_000;
/** Rates ten thousand times too high: squares of gradients leave the range of 32-bit floats within ten steps. */
const WILD = `
name = "wild"
resolution = 64
latentSize = 8
generatorWidth = 16
discriminatorWidth = 16
discriminatorNorm = "none"
batch = 4
r1Weight = 1000
penaltyEvery = 1
generatorRate = 1
discriminatorRate = 1
`;
/** Rates of 1 without a penalty: D is sure of every picture after a few steps. */
const WON = `
name = "won"
resolution = 16
latentSize = 8
generatorWidth = 4
discriminatorWidth = 4
discriminatorNorm = "none"
batch = 4
generatorRate = 1
discriminatorRate = 1
`;
const LARGEST_FLOAT = 3.4e38;
/** A seed for which z's first number varies far more in one of the first ten steps than in all others. */
const SEED = 181;
const FLAGS = ['--config', 'wild.toml', '--steps', '100', '--checkpoint-steps', '2'];

let sandbox: TrainSandbox;
beforeAll(async () => {
  sandbox = await openTrainSandbox({
    wild: WILD,
    won: WON,
    chance: `${SMALLEST_RECIPE}seed = ${SEED}\n`,
  });
});
afterAll(() => sandbox.remove());

describe('a training that diverges', () => {
  it(
    'stops, names the cause and the last good checkpoint, which can be read',
    async () => {
      const { code, events, stderr } = await sandbox.events(...FLAGS);
      expect(code).toBe(1);
      expect(stderr).toMatch(/the training diverged at step \d+: /);
      expect(stderr).toContain('--on-diverge rollback');
      const error = events.at(-1);
      if (error?.type !== 'error' || !error.checkpoint) {
        throw new Error(`the last event is ${error?.type}`);
      }
      expect(stderr).toContain(`the last good checkpoint is ${error.checkpoint}`);
      const steps = Number(/(\d{9})\.safetensors$/.exec(error.checkpoint)?.[1]);
      const { tensors } = await sandbox.checkpoint('wild', steps);
      expect(Object.entries(tensors).filter(([, { data }]) => !data.every(Number.isFinite))).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'with --on-diverge rollback goes back to it and uses other latents, a limited number of times, also when it is killed in between',
    async () => {
      const killed = sandbox.start(...FLAGS, '--run', 'rolled', '--on-diverge', 'rollback');
      const first = await killed.until('rollback');
      expect(first).toMatchObject({ rollbacks: 1, reason: expect.stringContaining('diverged') });
      expect(first.step).toBeGreaterThan(first.to);
      await killed.until('step');
      killed.process.kill('SIGKILL');
      await killed.ended();
      const { metadata } = await sandbox.checkpoint('rolled', first.to);
      expect(Number(metadata.rollbacks)).toBeGreaterThanOrEqual(1);

      const { code, events, stderr } = await sandbox.events(
        ...FLAGS,
        '--run',
        'rolled',
        '--on-diverge',
        'rollback',
      );
      expect(code).toBe(1);
      expect(stderr).toContain(`it was rolled back ${MAX_ROLLBACKS} times`);
      const rollbacks = events.filter((event) => event.type === 'rollback');
      expect(rollbacks.at(-1)?.rollbacks).toBe(MAX_ROLLBACKS);
      // The step after the first checkpoint of this process was taken several times, with other losses each time.
      const to = rollbacks[0]?.to;
      const again = events.filter((event) => event.type === 'step' && event.step === (to ?? 0) + 1);
      // One of the two is 0 where D is sure of all generated faces.
      const losses = new Set(
        again.map((event) => event.type === 'step' && `${event.lossDFake} ${event.lossG}`),
      );
      expect(again.length).toBeGreaterThan(1);
      expect(losses.size).toBe(again.length);
      const history = await readFile(join(sandbox.folder('rolled'), 'history.jsonl'), 'utf8');
      const steps = history
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).step);
      expect(steps).toEqual(Array.from({ length: steps.length }, (_, i) => i + 1));
    },
    TIMEOUT,
  );
});

describe('a training whose discriminator has won', () => {
  const flags = ['--config', 'won.toml', '--steps', '400'];

  it(
    'stops, and says what to change',
    async () => {
      const { code, stderr } = await sandbox.events(...flags);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^the discriminator has won at step \d+: for 100 steps its loss has been 0/);
      expect(stderr).toContain('D(x) 1.000, D(G(z)) 0.000');
      expect(stderr).toContain(
        'lower discriminatorRate, or hold the discriminator back by r1Weight or spectralNorm, in a new run',
      );
    },
    TIMEOUT,
  );

  it(
    'goes back to its checkpoint with --on-diverge rollback',
    async () => {
      const { code, events } = await sandbox.events(
        ...[...flags, '--run', 'back', '--checkpoint-steps', '20', '--on-diverge', 'rollback'],
      );
      const rollbacks = events.filter((event) => event.type === 'rollback');
      expect(rollbacks[0]?.reason).toContain('the discriminator has won');
      expect(rollbacks[0]?.to).toBeLessThan(rollbacks[0]?.step ?? 0);
      expect(code).toBe(rollbacks.length === MAX_ROLLBACKS ? 1 : 0);
    },
    TIMEOUT,
  );
});

describe('a training that diverges by chance', () => {
  const END = 10;
  const recipe = parseRecipe({ ...parse(SMALLEST_RECIPE), seed: SEED }, 'test');
  const { batch, latentSize, seed } = recipe;
  /** The variance over the batch of the first number of z. */
  function varianceOfFirst(z: Float32Array): number {
    const first = Array.from({ length: batch }, (_, i) => z[i * latentSize] ?? Number.NaN);
    const mean = first.reduce((a, b) => a + b, 0) / batch;
    return first.reduce((a, b) => a + (b - mean) ** 2, 0) / batch;
  }
  const own = (steps: number): number =>
    varianceOfFirst(fillNormal(new Float32Array(batch * latentSize), seed, FIRST_STEP_STREAM + steps));
  const rolled = (steps: number): number =>
    varianceOfFirst(rollbackLatents(recipe, steps, 1) ?? new Float32Array());

  it(
    'with --on-diverge rollback continues to the end, since other latents do not diverge',
    async () => {
      // The weights of z's first number are so large that batch norm's sum of squares overflows in one step only.
      const steps = Array.from({ length: END - 2 }, (_, i) => i + 2);
      const worst = steps.reduce((a, b) => (own(b) > own(a) ? b : a));
      const harmless = Math.max(...steps.filter((i) => i !== worst).map(own), ...steps.map(rolled));
      expect(own(worst) / harmless).toBeGreaterThan(2);
      const squares = batch * 4 * 4 * Math.sqrt(own(worst) * harmless);
      const large = Math.sqrt(LARGEST_FLOAT / squares);

      await sandbox.run('--config', 'chance.toml', '--run', 'chance', '--steps', '2');
      const { metadata, tensors } = await sandbox.checkpoint('chance', 2);
      const projection = tensors['G.0.weight'];
      projection?.data.fill(large, 0, projection.data.length / latentSize);
      const file = join(sandbox.folder('chance'), 'checkpoint-000000002.safetensors');
      await writeSafetensors(file, { metadata, tensors });

      const flags = ['--config', 'chance.toml', '--run', 'chance', '--steps', String(END)];
      const { code, events } = await sandbox.events(
        ...flags,
        '--checkpoint-steps',
        '2',
        '--on-diverge',
        'rollback',
      );
      expect(code).toBe(0);
      const rollbacks = events.filter((event) => event.type === 'rollback');
      // An infinite variance makes no loss infinite; it is detected when the next checkpoint is saved.
      const to = worst - (worst % 2);
      const reason = expect.stringContaining('G.1.running_var holds numbers that are not finite');
      expect(rollbacks).toMatchObject([{ step: to + 2, to, rollbacks: 1, reason }]);
      expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'steps', step: END });
      expect(await sandbox.steps('chance')).toEqual(Array.from({ length: END }, (_, i) => i + 1));
      const last = await sandbox.checkpoint('chance', END);
      expect(last.metadata.rollbacks).toBe('1');
      expect(() => checkState(last.tensors, END)).not.toThrow();
    },
    TIMEOUT,
  );
});

describe('a training has diverged where there', () => {
  const metrics: Metrics = {
    lossDReal: 1,
    lossDFake: 1,
    lossG: 1,
    dReal: 0.5,
    dFakeBefore: 0.5,
    dFakeAfter: 0.5,
  };

  it('is a metric that is not finite, which the error names', () => {
    expect(() => checkMetrics(metrics, 7)).not.toThrow();
    expect(() => checkMetrics({ ...metrics, lossG: Number.NaN }, 7)).toThrow('at step 7: lossG = NaN');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'is a weight of %s, which the error names',
    (value) => {
      const tensor = (last: number) => ({ shape: [3], data: Float32Array.of(1, -0, last) });
      expect(() => checkState({ a: tensor(3e38), b: tensor(-1e-45) }, 7)).not.toThrow();
      expect(() => checkState({ a: tensor(1), b: tensor(value) }, 7)).toThrow(
        'b holds numbers that are not finite',
      );
    },
  );

  it('is a discriminator without a loss for a hundred steps on end, which then learns no more', () => {
    const sure = { ...metrics, lossDReal: 0, lossDFake: 1e-9, lossG: 151_935, dReal: 1, dFakeAfter: 0 };
    const watch = winDetector({ generatorWaits: 50 });
    for (let step = 1; step < 150; step++) {
      watch(sure, step);
    }
    watch(metrics, 150);
    for (let step = 151; step < 250; step++) {
      watch(sure, step);
    }
    expect(() => watch(sure, 250)).toThrow(
      "at step 250: for 100 steps its loss has been 0, and it is sure of every picture (D(x) 1.000, D(G(z)) 0.000, the generator's loss 1.52e+5)",
    );
  });

  it('is a generator that draws only one picture, after it drew different ones', () => {
    const fresh = collapseDetector();
    fresh({ swd: 300, spread: 0.0001 }, 0);
    fresh({ swd: 100, spread: 0.8 }, 100);
    fresh({ swd: 50, spread: 0.1 }, 200);
    expect(() => fresh({ swd: 90, spread: 0.001 }, 300)).toThrow('the generator collapsed at step 300');
  });
});
