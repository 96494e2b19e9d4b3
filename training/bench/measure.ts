/**
 * Measures one recipe and prints the measurement as JSON; `bench.ts` runs it in a process of its own, so that the peak
 * memory is that of this recipe.
 *
 *     node bench/measure.ts FILE STEPS DEVICE THREADS
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recipe } from '../../gan/recipe.ts';
import { picturesOfStep } from '../../gan/step-parts.ts';
import { matmul } from '../../graph/matmul.ts';
import { input } from '../../graph/tensor.ts';
import type { Plan } from '../../graph/wgsl/plan.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { deviceFlag, runCommand } from '../command-line.ts';
import { readRecipe } from '../read/recipe.ts';
import { openProgram } from '../runtime/open.ts';
import type { RunOptions } from '../runtime/program.ts';
import { openTrainer } from '../trainer/trainer.ts';
import { planStep } from '../webgpu/step-kernels.ts';
import { multiplyAddsOfStep } from './multiply-adds.ts';
import { operatorShares } from './profile.ts';
import { type Spread, spread } from './spread.ts';

const WARM_UP = 2;
const PROFILED_STEPS = 9;
const MATRIX = 1024;
/** Products after each step; the first one is not counted, since its matrices are not in the caches. */
const PRODUCTS = 4;

export type Measurement = {
  readonly recipe: string;
  readonly batch: number;
  readonly steps: number;
  /** Over all steps, including those with a penalty. */
  readonly meanImagesPerSecond: number;
  readonly imagesPerSecond: Spread;
  /** Arithmetic rate of the steps, without penalties, in GFLOP/s (a multiply-add is two operations). */
  readonly gigaflops: Spread;
  /** The same of a product of two 1024×1024 matrices, after each step. */
  readonly gemmGigaflops: Spread;
  /** The ratio of the two medians. */
  readonly shareOfGemm: number;
  /** The ratio within each pair of a step and the products after it. */
  readonly pairedShareOfGemm: Spread;
  /** Peak memory of the process before profiling. */
  readonly peakMegabytes: number;
  /** Each operator's share of the time, largest first; none for kernels of our own, which are not operators. */
  readonly shares: Readonly<Record<string, number>>;
  /** What a step is on a GPU, on whatever device it was measured: it decides how long the step takes there. */
  readonly kernels: {
    readonly plain: Plan['statistics'];
    /** With the gradient penalties, where the recipe has some. */
    readonly penalized: Plan['statistics'];
  };
};

async function secondsOf(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await call();
  return (performance.now() - start) / 1000;
}

/** A trainer that takes steps on random pictures. */
async function openSteps(recipe: Recipe, options: RunOptions) {
  const { resolution: side, labelCount } = recipe;
  const pictures = picturesOfStep(recipe);
  const labels = new Float32Array(pictures * labelCount);
  const classes = new Uint8Array(pictures);
  const trainer = await openTrainer(recipe, { ...options, scoresFor: () => labels });
  const real = fillNormal(new Float32Array(pictures * 3 * side * side), 1, 0).map(Math.tanh);
  return {
    step: () => trainer.step(real, { labels, classes }),
    release: () => trainer.release(),
  };
}

/** Measured with another trainer, since profiling slows it a little. */
async function measureShares(recipe: Recipe, options: RunOptions): Promise<Record<string, number>> {
  const profile = await mkdtemp(join(tmpdir(), 'dareka-bench-'));
  try {
    const trainer = await openSteps(recipe, { ...options, profile });
    for (let i = 0; i < PROFILED_STEPS; i++) {
      await trainer.step();
    }
    await trainer.release();
    return await operatorShares(profile);
  } finally {
    await rm(profile, { recursive: true });
  }
}

async function openMatmul(options: RunOptions) {
  const shape = [MATRIX, MATRIX];
  const program = await openProgram('gemm', { c: matmul(input('a', shape), input('b', shape)) }, options);
  const matrix = { shape, data: fillNormal(new Float32Array(MATRIX * MATRIX), 1, 0) };
  return { multiply: () => program.run({ a: matrix, b: matrix }), release: () => program.release() };
}

async function measure(recipe: Recipe, steps: number, options: RunOptions): Promise<Measurement> {
  const trainer = await openSteps(recipe, options);
  const product = await openMatmul(options);
  const stepSeconds: number[] = [];
  const productSeconds: number[] = [];
  for (let i = 0; i < WARM_UP + steps; i++) {
    const step = await secondsOf(trainer.step);
    const products: number[] = [];
    for (let k = 0; k < PRODUCTS; k++) {
      products.push(await secondsOf(product.multiply));
    }
    if (i < WARM_UP) {
      continue;
    }
    stepSeconds.push(step);
    productSeconds.push(spread(products.slice(1)).median);
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  await trainer.release();
  await product.release();

  const flops = 2 * multiplyAddsOfStep(recipe) * recipe.batch;
  const stepRates = stepSeconds.map((seconds) => flops / seconds / 1e9);
  const gemmRates = productSeconds.map((seconds) => (2 * MATRIX ** 3) / seconds / 1e9);
  const [gigaflops, gemmGigaflops] = [spread(stepRates), spread(gemmRates)];
  return {
    recipe: recipe.name,
    batch: recipe.batch,
    steps,
    meanImagesPerSecond: (picturesOfStep(recipe) * steps) / stepSeconds.reduce((a, b) => a + b, 0),
    imagesPerSecond: spread(stepSeconds.map((seconds) => picturesOfStep(recipe) / seconds)),
    gigaflops,
    gemmGigaflops,
    shareOfGemm: gigaflops.median / gemmGigaflops.median,
    pairedShareOfGemm: spread(stepRates.map((rate, i) => rate / (gemmRates[i] ?? Number.NaN))),
    peakMegabytes,
    shares: options.device === 'webgpu' ? {} : await measureShares(recipe, options),
    kernels: {
      plain: planStep(recipe, false).statistics,
      penalized: planStep(recipe, true).statistics,
    },
  };
}

if (import.meta.main) {
  await runCommand(async () => {
    const [file = '', steps, device = '', threads] = process.argv.slice(2);
    const options = { device: deviceFlag(device), threads: Number(threads) };
    console.log(JSON.stringify(await measure(await readRecipe(file), Number(steps), options)));
  });
}
