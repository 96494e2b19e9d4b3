/**
 * `npx node kernel/tools/bench.ts [models/ID …]` measures what a face costs, in milliseconds of CPU time, beside the reference
 * implementation in plain TypeScript.
 */
import { latentFromSeed } from '../../latent/seed/seed.ts';
import { loadGenerator } from '../generator.ts';
import { planOf } from '../plan.ts';
import { openReferenceGenerator } from '../testing/reference.ts';
import { readWeights } from '../weights.ts';
import { buildKernel } from './build.ts';
import { cpuTime, medianCpuTime } from './cpu-time.ts';
import { type PublishedGenerator, readPublishedGenerators } from './published-generators.ts';

const RUNS = 15;
/** Of the reference, which takes some thirty times as long. */
const REFERENCE_RUNS = 5;

async function benchmark(
  { manifest, weights }: PublishedGenerator,
  module: WebAssembly.Module,
): Promise<void> {
  const { id, latentSize, resolution } = manifest;
  const plan = planOf(manifest);
  const names = plan.map(({ name }) => name);
  const load = () => loadGenerator({ module, plan, weights: readWeights(weights, names), latentSize });
  const loading = await cpuTime(load);
  const { draw, layers } = load();
  const z = latentFromSeed(1, latentSize);
  const first = await cpuTime(() => draw(z));
  const reference = openReferenceGenerator(plan, readWeights(weights, names));
  const face = await medianCpuTime(() => draw(z), RUNS);
  const plain = await medianCpuTime(() => reference(z), REFERENCE_RUNS);
  const memory = layers[0]?.packed.buffer.byteLength ?? 0;
  console.log(`${id}, ${resolution} × ${resolution}: CPU time in ms`);
  console.log(`  weights decoded and packed, once in a process: ${loading.toFixed(1)}`);
  console.log(`  first face: ${first.toFixed(1)}`);
  console.log(`  face, median of ${RUNS}: ${face.toFixed(1)}`);
  console.log(`  face in plain TypeScript, median of ${REFERENCE_RUNS}: ${plain.toFixed(1)}`);
  console.log(`  memory of weights and feature maps, in MB: ${(memory / 1e6).toFixed(1)}`);
}

const module = await WebAssembly.compile(await buildKernel());
for (const generator of await readPublishedGenerators(process.argv.slice(2))) {
  await benchmark(generator, module);
}
