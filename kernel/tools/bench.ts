/**
 * `node kernel/tools/bench.ts [models/ID …]` measures what a face costs at the edge, in milliseconds of CPU time, beside
 * the reference implementation in plain TypeScript. Workers are billed for CPU time, and other programs on the machine
 * change it little.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseManifest } from '../../latent/manifest.ts';
import { latentFromSeed } from '../../latent/seed.ts';
import { CARD } from '../../worker/drawing/card.ts';
import { drawCard, drawPicture } from '../../worker/drawing/draw.ts';
import { renderCardTemplate } from '../../worker/tools/build/drawing.ts';
import { loadGenerator } from '../generator.ts';
import { planOf } from '../plan.ts';
import { openReferenceGenerator } from '../testing/reference.ts';
import { readWeights } from '../weights.ts';
import { buildKernel } from './build.ts';

const MODELS = join(import.meta.dirname, '..', '..', 'models');
const RUNS = 15;

/** CPU time of a run in milliseconds, over all threads. */
async function cost(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function median(work: () => unknown, runs = RUNS): Promise<string> {
  const costs: number[] = [];
  for (let i = 0; i < runs; i++) {
    costs.push(await cost(work));
  }
  return (costs.sort((a, b) => a - b)[runs >> 1] ?? 0).toFixed(1);
}

async function benchmark(folder: string, module: WebAssembly.Module): Promise<void> {
  const manifest = parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const { id, latentSize, resolution } = manifest;
  const plan = planOf(manifest);
  const names = plan.map(({ name }) => name);
  const file = Uint8Array.from(await readFile(join(folder, 'generator.weights'))).buffer;
  const open = () => loadGenerator({ module, plan, weights: readWeights(file, names), latentSize });
  const z = latentFromSeed(1, latentSize);
  const opening = await cost(open);
  const { draw, layers } = open();
  const first = await cost(() => draw(z));
  const reference = openReferenceGenerator(plan, readWeights(file, names));
  const face = { width: resolution, height: resolution, data: draw(z) };
  console.log(`${id}, ${resolution} × ${resolution}, median ms of CPU of ${RUNS} runs`);
  console.log(`  weights decoded and packed, in a new process: ${opening.toFixed(1)}`);
  const memory = layers[0]?.packed.buffer.byteLength ?? 0;
  console.log(`  memory of weights and feature maps, in MB: ${(memory / 1e6).toFixed(1)}`);
  console.log(`  first face: ${first.toFixed(1)}`);
  console.log(
    `  face: ${await median(() => draw(z))}; plain TypeScript: ${await median(() => reference(z), 5)}`,
  );
  for (const size of [resolution, 512]) {
    const png = () => drawPicture(face, size);
    console.log(`  PNG of ${size} × ${size}, resampled and encoded: ${await median(png)}`);
  }
  const template = { ...CARD, data: new Uint8ClampedArray(await renderCardTemplate()) };
  console.log(`  card: ${await median(() => drawCard(face, template))}`);
}

const module = await WebAssembly.compile(await buildKernel());
const given = process.argv.slice(2);
const all = (await readdir(MODELS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
for (const folder of given.length > 0 ? given : all.map(({ name }) => join(MODELS, name))) {
  await benchmark(folder, module);
}
