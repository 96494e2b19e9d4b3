/**
 * Measures how fast recipes train on this machine, and compares with its rate of matrix products in the same runtime.
 * Matrices are multiplied after each step, so that other load on the machine affects both.
 *
 *     npm run -w training bench -- [--config RECIPE ...] [--steps 8] [--device cpu|webgpu|onnx-webgpu] [--threads N] [--json]
 *
 * --config is a recipe: a FILE.toml, or the name of one in recipes/; without it, all of these are measured. With --json, write `npm run --silent`.
 */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Measurement } from './bench/measure.ts';
import type { Spread } from './bench/spread.ts';
import { deviceFlag, runCommand, wholeFlag } from './command-line.ts';
import { RECIPES, readRecipe, recipeFile } from './read/recipe.ts';

const MEASURE = join(import.meta.dirname, 'bench/measure.ts');
/** How many operators are printed. */
const NAMED = 6;

async function allRecipes(): Promise<string[]> {
  return (await readdir(RECIPES))
    .filter((name) => name.endsWith('.toml'))
    .sort()
    .map((name) => join(RECIPES, name));
}

async function measureApart(file: string, ...flags: readonly string[]): Promise<Measurement> {
  const { stdout } = await promisify(execFile)(process.execPath, [MEASURE, file, ...flags]);
  return JSON.parse(stdout);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
function range({ min, max }: Spread, digits: number): string {
  return `${min.toFixed(digits)} to ${max.toFixed(digits)}`;
}

function print(measured: Measurement): void {
  const { imagesPerSecond: images, gigaflops, gemmGigaflops: gemm, pairedShareOfGemm: paired } = measured;
  console.log(
    `${measured.recipe}, batch ${measured.batch}: ${images.median.toFixed(1)} images/s (${range(images, 1)}; mean ${measured.meanImagesPerSecond.toFixed(1)})`,
  );
  console.log(
    `  ${gigaflops.median.toFixed(0)} of ${gemm.median.toFixed(0)} GFLOP/s (${range(gemm, 0)}): ${percent(measured.shareOfGemm)} of GEMM; step by step ${percent(paired.median)} (${percent(paired.min)} to ${percent(paired.max)})`,
  );
  const most = Object.entries(measured.shares).slice(0, NAMED);
  if (most.length > 0) {
    console.log(`  ${most.map(([operator, share]) => `${operator} ${percent(share)}`).join(', ')}`);
  }
  const { plain, penalized } = measured.kernels;
  console.log(
    `  as kernels for a GPU: ${plain.kernels} (${penalized.kernels} with penalties), ${(plain.bytes / 1e9).toFixed(2)} GB a step, ${(plain.bytes / plain.leastBytes).toFixed(2)} times the least`,
  );
  console.log(`  at most ${measured.peakMegabytes.toFixed(0)} MB`);
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      config: { type: 'string', multiple: true },
      steps: { type: 'string', default: '8' },
      device: { type: 'string', default: 'cpu' },
      threads: { type: 'string', default: '0' },
      json: { type: 'boolean' },
    },
  });
  const device = deviceFlag(flags.device);
  const steps = wholeFlag('steps', flags.steps, 1);
  const threads = wholeFlag('threads', flags.threads, 0, 1024);
  const files = flags.config?.map(recipeFile) ?? (await allRecipes());
  // A mistake in a recipe is reported before the first one is measured.
  for (const file of files) {
    await readRecipe(file);
  }
  const results: Measurement[] = [];
  for (const file of files) {
    const measured = await measureApart(file, String(steps), device, String(threads));
    if (!flags.json) {
      print(measured);
    }
    results.push(measured);
  }
  if (flags.json) {
    const machine = { processor: cpus()[0]?.model ?? 'unknown', processors: cpus().length };
    console.log(JSON.stringify({ device, threads, machine, results }, null, 2));
  }
});
