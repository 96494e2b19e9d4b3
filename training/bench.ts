/**
 * How fast a recipe trains on this machine, beside the machine's own rate of matrix products in the same runtime.
 *
 *     npm run -w training bench -- [--config FILE ...] [--steps 8] [--device cpu|webgpu] [--threads N] [--json]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillNormal } from '../latent/seed.ts';
import { command, deviceFlag, numberFlag, userPath } from './command-line.ts';
import { build, type RunOptions } from './graph/execute.ts';
import { matmul } from './graph/matmul.ts';
import { operatorShares } from './graph/profile.ts';
import { input } from './graph/tensor.ts';
import { generatorLayers } from './networks/generator.ts';
import { type Recipe, readRecipe } from './recipe.ts';
import { openTrainer } from './trainer.ts';

const MATRIX = 1024;
const MATRIX_RUNS = 15;
const WARM_UP = 2;
const PROFILED_STEPS = 3;
/** Operators that a line names. */
const NAMED = 5;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Seconds of each of some calls, after a warm-up. */
const time = async (runs: number, call: () => Promise<unknown>): Promise<number[]> => {
  const seconds: number[] = [];
  for (let i = 0; i < WARM_UP + runs; i++) {
    const start = performance.now();
    await call();
    if (i >= WARM_UP) seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
};

/** Multiply-adds a second of a 1024×1024 matrix product, in GFLOP/s (a multiply-add is two). */
const gemmRate = async (options: RunOptions): Promise<number> => {
  const shape = [MATRIX, MATRIX];
  const program = await build('gemm', { c: matmul(input('a', shape), input('b', shape)) }, options);
  const matrix = { shape, data: fillNormal(new Float32Array(MATRIX * MATRIX), 1, 0) };
  const seconds = await time(MATRIX_RUNS, () => program.run({ a: matrix, b: matrix }));
  await program.release();
  return (2 * MATRIX ** 3) / median(seconds) / 1e9;
};

/** Multiply-adds of one face, and of one image through the discriminator. */
const multiplyAdds = (recipe: Recipe): { generator: number; discriminator: number } => {
  const count = (layers: ReturnType<typeof generatorLayers>): number =>
    layers.reduce(
      (sum, { from, to, kernel, side, stride }) => sum + from * to * kernel ** 2 * (side / stride) ** 2,
      0,
    );
  const generator = count(
    generatorLayers(recipe).map((layer) => (layer.stride === 1 ? { ...layer, side: 1 } : layer)),
  );
  // The discriminator is the generator's mirror image at its own width, with one number in place of z.
  const mirror = { ...recipe, generatorWidth: recipe.discriminatorWidth, latentSize: 1 };
  const discriminator = count(
    generatorLayers(mirror).map((layer) => (layer.stride === 1 ? { ...layer, side: 1 } : layer)),
  );
  return { generator, discriminator };
};

/**
 * Passes through each network in a step, a backward pass counted as one for the inputs' and one for the weights'
 * gradients: G forward, backward twice; D forward on real, fake and fake again, backward twice for its own step on
 * each of two batches, and once for G's step. The penalty comes on top and is not counted.
 */
const PASSES = { generator: 3, discriminator: 8 };

/** The share of the time that each operator takes in some steps of a trainer of its own, as profiling slows it a little. */
const measureShares = async (recipe: Recipe, real: Float32Array, options: RunOptions) => {
  const profile = await mkdtemp(join(tmpdir(), 'dareka-bench-'));
  try {
    const trainer = await openTrainer(recipe, { ...options, profile });
    for (let i = 0; i < PROFILED_STEPS; i++) await trainer.step(real);
    await trainer.release();
    return await operatorShares(profile);
  } finally {
    await rm(profile, { recursive: true });
  }
};

const trainingRate = async (recipe: Recipe, steps: number, options: RunOptions) => {
  const trainer = await openTrainer(recipe, options);
  const side = recipe.resolution;
  const real = fillNormal(new Float32Array(recipe.batch * 3 * side * side), 1, 0).map(Math.tanh);
  const seconds = await time(steps, () => trainer.step(real));
  await trainer.release();
  const shares = await measureShares(recipe, real, options);
  const total = seconds.reduce((a, b) => a + b, 0);
  const perImage = multiplyAdds(recipe);
  const flops = 2 * (PASSES.generator * perImage.generator + PASSES.discriminator * perImage.discriminator);
  return {
    recipe: recipe.name,
    batch: recipe.batch,
    // The mean counts every step, those with a penalty too.
    imagesPerSecond: (recipe.batch * steps) / total,
    medianImagesPerSecond: recipe.batch / median(seconds),
    gigaflops: (flops * recipe.batch) / median(seconds) / 1e9,
    shares,
  };
};

await command(async () => {
  const { values: flags } = parseArgs({
    options: {
      config: { type: 'string', multiple: true },
      steps: { type: 'string', default: '8' },
      device: { type: 'string', default: 'cpu' },
      threads: { type: 'string', default: '0' },
      json: { type: 'boolean' },
    },
  });
  const options = {
    device: deviceFlag(flags.device),
    threads: numberFlag('threads', flags.threads, 0, 1024),
  };
  const steps = numberFlag('steps', flags.steps, 1);
  const recipes = flags.config?.map((path) => userPath(path)) ?? [
    join(import.meta.dirname, 'recipes/paper-64.toml'),
    join(import.meta.dirname, 'recipes/first-64.toml'),
  ];
  const results = [];
  for (const path of recipes) {
    const gemm = await gemmRate(options);
    const rate = await trainingRate(await readRecipe(path), steps, options);
    results.push({ ...rate, gemmGigaflops: gemm, shareOfGemm: rate.gigaflops / gemm });
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  if (flags.json) console.log(JSON.stringify({ device: options.device, peakMegabytes, results }, null, 2));
  else {
    for (const { recipe, batch, imagesPerSecond, gigaflops, gemmGigaflops, shareOfGemm, shares } of results) {
      console.log(
        `${recipe}, batch ${batch}: ${imagesPerSecond.toFixed(1)} images/s, ${gigaflops.toFixed(0)} of ${gemmGigaflops.toFixed(0)} GFLOP/s (${Math.round(100 * shareOfGemm)} %)`,
      );
      const most = Object.entries(shares).slice(0, NAMED);
      console.log(
        `  ${most.map(([operator, share]) => `${operator} ${Math.round(100 * share)} %`).join(', ')}`,
      );
    }
    console.log(`peak memory ${peakMegabytes.toFixed(0)} MB`);
  }
});
