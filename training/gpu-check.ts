/**
 * Checks the GPU of this machine: that it trains as the CPU does, and how fast. It takes three minutes at most, downloads
 * nothing, and works from the folder that `pack-gpu-check` makes as it does here.
 *
 *     npm run -w training gpu-check [-- --seconds 8] [--compare] [--json]
 *
 * --seconds is the time for each row. --compare adds ONNX Runtime's provider on the same GPU.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Recipe } from '../gan/recipe.ts';
import type { Device } from '../graph/tensor.ts';
import { fillNormal } from '../latent/seed/seed.ts';
import { multiplyAddsOfStep } from './bench/multiply-adds.ts';
import { numberFlag, runCommand } from './command-line.ts';
import { isEqual, measureParity } from './parity/parity.ts';
import { RECIPES, readRecipe } from './read/recipe.ts';
import { openTrainer } from './trainer/trainer.ts';
import { acquireGpu } from './webgpu/gpu.ts';

const FIXTURE = join(import.meta.dirname, 'fixtures/dcgan-step');
/** The rows of the table, and the batches that fill a small and a large GPU. */
const ROWS: readonly { readonly recipe: string; readonly batch: number }[] = [
  { recipe: 'paper-64', batch: 64 },
  { recipe: 'paper-64', batch: 256 },
  { recipe: 'face-64', batch: 24 },
  { recipe: 'face-128', batch: 24 },
  { recipe: 'face-128', batch: 128 },
];
/** Both programs are compiled in the first steps, and an idle GPU starts slowly. */
const WARM_UP = 20;

type Row = {
  readonly recipe: string;
  readonly batch: number;
  readonly device: Device;
  readonly imagesPerSecond: number;
  readonly teraflops: number;
  /** Until the first step is done: the kernels are compiled. */
  readonly startSeconds: number;
};

/** Steps one after the other, as many at once as the device takes. */
async function measureRow(recipe: Recipe, device: Device, seconds: number): Promise<Row> {
  const { batch, resolution: side, labelWeight, labelCount } = recipe;
  const labels = labelWeight > 0 ? new Float32Array(batch * labelCount) : undefined;
  const real = fillNormal(new Float32Array(batch * 3 * side * side), 1, 0).map(Math.tanh);
  const start = performance.now();
  const trainer = await openTrainer(recipe, {
    device,
    ...(labels && { scoresFor: () => labels }),
  });
  await trainer.step(real, { labels });
  const startSeconds = (performance.now() - start) / 1000;
  const waiting: Promise<unknown>[] = [];
  async function take(): Promise<void> {
    waiting.push(trainer.step(real, { labels }));
    if (waiting.length > trainer.queue) {
      await waiting.shift();
    }
  }
  const until = performance.now() + 1000 * seconds;
  for (let i = 0; i < WARM_UP && performance.now() < until; i++) {
    await take();
  }
  const [from, before] = [performance.now(), trainer.steps];
  do {
    await take();
  } while (performance.now() < until);
  await Promise.all(waiting);
  const taken = trainer.steps - before;
  const imagesPerSecond = (1000 * taken * batch) / (performance.now() - from);
  await trainer.release();
  return {
    recipe: recipe.name,
    batch,
    device,
    imagesPerSecond,
    teraflops: (2 * multiplyAddsOfStep(recipe) * imagesPerSecond) / 1e12,
    startSeconds,
  };
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      seconds: { type: 'string', default: '8' },
      compare: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const seconds = numberFlag('seconds', flags.seconds, 0, 600);
  // Held until the end: to open a GPU takes longer than to open a program.
  const gpu = await acquireGpu();
  const say = (line: string): void => (flags.json ? undefined : console.log(line));
  say(`${gpu.description}${gpu.isSoftware ? ', in software' : ''}`);
  const parity = await measureParity(FIXTURE, 'webgpu');
  for (const [kind, { error, limit }] of Object.entries(parity)) {
    say(`  ${kind.padEnd(11)} ${error.toExponential(1)} of PyTorch's (limit ${limit})`);
  }
  const devices: Device[] = flags.compare ? ['webgpu', 'onnx-webgpu'] : ['webgpu'];
  const rows: Row[] = [];
  say('| step | device | images/s | TFLOP/s | first step after |\n| --- | --- | --- | --- | --- |');
  for (const { recipe, batch } of ROWS) {
    for (const device of devices) {
      const whole = { ...(await readRecipe(join(RECIPES, `${recipe}.toml`))), batch };
      const row = await measureRow(whole, device, seconds);
      rows.push(row);
      say(
        `| \`${recipe}\`, batch ${batch} | ${device} | ${row.imagesPerSecond.toFixed(0)} | ${row.teraflops.toFixed(2)} | ${row.startSeconds.toFixed(1)} s |`,
      );
    }
  }
  gpu.release();
  if (flags.json) {
    console.log(JSON.stringify({ gpu: gpu.description, isSoftware: gpu.isSoftware, parity, rows }, null, 2));
  }
  say(isEqual(parity) ? 'equal to PyTorch within the limits' : 'NOT equal to PyTorch within the limits');
  process.exitCode = isEqual(parity) ? 0 : 1;
});
