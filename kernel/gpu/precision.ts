/** Single or half precision: whether half precision is faster can only be measured on the device. */
import { latentFromSeed } from '../../latent/seed/seed.ts';
import type { PackedLayer } from '../generator.ts';
import { type GpuGenerator, MAX_BATCH, openGpuGenerator } from './generator.ts';

/** The largest difference of a colour value, in 1/255: what links promise between any two devices. */
const TOLERANCE = 2;
const ROUNDS = 3;

const SHADER_F16 = 'shader-f16';

/** Whether an adapter or a device, and JavaScript, support half precision. */
export function supportsHalf({ features }: { features: GPUSupportedFeatures }): boolean {
  return features.has(SHADER_F16) && 'Float16Array' in globalThis;
}

/** The features to request an adapter's device with. */
export function requiredFeatures(adapter: GPUAdapter): GPUFeatureName[] {
  return supportsHalf(adapter) ? [SHADER_F16] : [];
}

/**
 * As `openGpuGenerator`, in half precision where the device supports it, draws the same faces with it, and is faster.
 *
 * @throws as `openGpuGenerator`
 */
export async function openFastestGenerator(
  device: GPUDevice,
  layers: readonly PackedLayer[],
  latentSize: number,
): Promise<GpuGenerator> {
  const single = await openGpuGenerator(device, layers, latentSize, 'single');
  if (!supportsHalf(device)) {
    return single;
  }
  const half = await openGpuGenerator(device, layers, latentSize, 'half');
  const latents = Array.from({ length: MAX_BATCH }, (_, seed) => latentFromSeed(seed, latentSize));
  return fasterGenerator(single, half, latents);
}

/** The second generator where it draws the same faces faster, otherwise the first. Releases the other. */
export async function fasterGenerator(
  first: GpuGenerator,
  second: GpuGenerator,
  latents: readonly Float32Array[],
): Promise<GpuGenerator> {
  const [one, other] = [await timed(first, latents), await timed(second, latents)];
  const same = one.pixels.every((value, i) => Math.abs(value - (other.pixels[i] ?? Number.NaN)) <= TOLERANCE);
  const [better, worse] = same && other.milliseconds < one.milliseconds ? [second, first] : [first, second];
  worse.release();
  return better;
}

/** The shortest of some rounds. The first is not counted: an idle GPU starts slowly. */
async function timed(
  { draw }: GpuGenerator,
  latents: readonly Float32Array[],
): Promise<{ pixels: Uint8ClampedArray; milliseconds: number }> {
  let pixels = await draw(latents);
  let milliseconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    pixels = await draw(latents);
    milliseconds = Math.min(milliseconds, performance.now() - started);
  }
  return { pixels, milliseconds };
}
