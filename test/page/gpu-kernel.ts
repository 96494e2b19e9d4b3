/** Runs in the page of gpu-kernel.test.ts: draws the same faces with the WASM and the WebGPU kernel. */
import { loadGenerator } from '../../kernel/generator.ts';
import { openGpuGenerator } from '../../kernel/gpu/generator.ts';
import { requiredFeatures, supportsHalf } from '../../kernel/gpu/precision.ts';
import type { PlannedLayer } from '../../kernel/plan.ts';
import { randomWeights } from '../../kernel/testing/random-model.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';

const LATENT_SIZE = 10;

/**
 * @param binary of the kernel, in base64
 * @param side of the faces, of one of the plan's RGB images
 * @returns worst: the largest difference between WASM and the GPU in 1/255, over all precisions of the GPU; varied: the least
 *   difference between two faces
 */
export async function compareWithWasm(
  binary: string,
  plan: readonly PlannedLayer[],
  faces: number,
  side: number,
): Promise<{ worst: number; varied: number }> {
  const module = await WebAssembly.compile(Uint8Array.from(atob(binary), (c) => c.charCodeAt(0)));
  const { draw, layers } = loadGenerator({
    module,
    plan,
    weights: randomWeights(plan, LATENT_SIZE, 5),
    latentSize: LATENT_SIZE,
  });
  const adapter = await navigator.gpu.requestAdapter();
  if (adapter === null) {
    throw new Error('there is no GPU');
  }
  const device = await adapter.requestDevice({ requiredFeatures: requiredFeatures(adapter) });
  const latents = Array.from({ length: faces }, (_, seed) => latentFromSeed(seed, LATENT_SIZE));
  const onWasm = latents.map((z) => draw(z, { side }));
  const onGpu: Uint8ClampedArray[] = [];
  for (const precision of supportsHalf(device) ? (['single', 'half'] as const) : (['single'] as const)) {
    const generator = await openGpuGenerator(device, layers, LATENT_SIZE, precision);
    // Twice, since the buffers keep the values of an earlier draw.
    await generator.draw(latents.map((z) => z.map((value) => -value)));
    onGpu.push(await generator.draw(latents, { side }));
    generator.release();
  }
  const size = (onWasm[0] ?? []).length;
  const apart = (a: Uint8ClampedArray, b: Uint8ClampedArray): number =>
    a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? Number.NaN))), 0);
  const first = onWasm[0] ?? new Uint8ClampedArray();
  return {
    worst: Math.max(
      ...onGpu.flatMap((all) => onWasm.map((face, i) => apart(face, all.subarray(i * size, (i + 1) * size)))),
    ),
    varied: Math.min(...onWasm.slice(1).map((face) => apart(face, first))),
  };
}
