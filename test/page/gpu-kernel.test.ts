import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dcganPlan, largePlan, skipPlan } from '../../kernel/testing/random-model.ts';
import { buildKernel } from '../../kernel/tools/build.ts';
import { closeProfiles, newVisitor, openBrowser, visit } from '../browser/browser.ts';
import { bundle } from '../browser/bundle.ts';
import { TOLERANCE } from '../browser/pictures.ts';

/** More faces than one batch holds, and not a multiple of the batch. */
const FACES = 11;

test('the kernel draws the same on WebGPU as on WASM, with any number of channels, at any of its sizes', async () => {
  const browser = await openBrowser('webgpu');
  const { page } = await visit(await newVisitor(browser), '/robots.txt');
  const binary = Buffer.from(await buildKernel()).toString('base64');
  const script = await bundle(join(import.meta.dirname, 'gpu-kernel.ts'), 'darekaGpu');
  for (const [steps, side, faces] of [
    [dcganPlan, 32, FACES],
    [skipPlan, 64, FACES],
    [skipPlan, 32, FACES],
    [largePlan, 256, 2],
    [largePlan, 128, 2],
  ] as const) {
    const inputs = [binary, steps, faces, side].map((input) => JSON.stringify(input)).join(', ');
    const { worst, varied } = await page.evaluate<{ worst: number; varied: number }>(
      `${script}; darekaGpu.compareWithWasm(${inputs})`,
    );
    expect(worst).toBeLessThanOrEqual(TOLERANCE);
    expect(varied).toBeGreaterThan(TOLERANCE);
  }
  await closeProfiles(browser);
});
