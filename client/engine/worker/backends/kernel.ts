/**
 * Draws with the project's own kernel, which runs this project's generators: seven kilobytes of WebAssembly SIMD that
 * compile at once, where ONNX Runtime's are megabytes. The edge draws with the same kernel, so both give the same bits.
 * On WebGPU, shaders do the same arithmetic.
 */
import { kernel } from 'virtual:kernel';
import { type KernelModel, type LoadedGenerator, loadGenerator } from '../../../../kernel/generator.ts';
import { openFastestGenerator } from '../../../../kernel/gpu/precision.ts';
import { planOf, UndrawableError } from '../../../../kernel/plan.ts';
import { readWeights } from '../../../../kernel/weights.ts';
import type { Manifest } from '../../../../latent/model/manifest.ts';
import { memoize } from '../../../memoize.ts';
import { EngineError, messageOf } from '../../failure.ts';
import { concatPictures } from '../threads/draw-thread.ts';
import { createThreadPool } from '../threads/thread-pool.ts';
import { backendFailure } from './backend-failure.ts';
import type { Drawer } from './drawer.ts';
import { openOnGpu } from './webgpu.ts';

/** The name of the weights file that the kernel draws this model from, or null where it cannot draw it. */
export function kernelWeightsFile(manifest: Manifest): string | null {
  const file = manifest.files.find(({ role }) => role === 'weights');
  if (file === undefined) {
    return null;
  }
  // Only newer browsers have Float16Array.
  if (file.dtype === 'f16' && !('Float16Array' in globalThis)) {
    return null;
  }
  try {
    planOf(manifest);
    return file.name;
  } catch (error) {
    if (error instanceof UndrawableError) {
      return null;
    }
    throw error;
  }
}

/**
 * @param file the bytes of generator.weights
 * @param threads how many faces are drawn at the same time, each on a thread with its own copy of the weights
 * @throws EngineError of kind `format` for weights that do not match the manifest, `backend` where WebAssembly does not
 *   start
 */
export async function openKernel(manifest: Manifest, file: ArrayBuffer, threads: number): Promise<Drawer> {
  const model = await readModel(manifest, file);
  const generator = loadModel(manifest, model);
  const pool = createThreadPool(model, threads - 1);
  return {
    async draw(latents, side) {
      // The other threads start first: this one receives no messages while it draws.
      const count = latents.length > 1 ? pool.count() + 1 : 1;
      const share = Math.ceil(latents.length / count);
      const shares = Array.from({ length: count }, (_, i) => latents.slice(i * share, (i + 1) * share));
      const [ownShare = [], ...otherShares] = shares;
      const others = otherShares.map((some, i) => pool.draw(i, some, side));
      const pictures = ownShare.map((z) => generator.draw(z, { side }));
      return concatPictures([...pictures, ...(await Promise.all(others))]);
    },
    activations: async (z) => generator.layerOutputs(z),
    release: pool.release,
  };
}

/**
 * The same arithmetic on the GPU: the weights as packed for WASM are copied into buffers of the device. Activations are
 * computed on WASM, where every layer's output is in memory.
 *
 * @throws as `openKernel`
 */
export async function openGpuKernel(manifest: Manifest, file: ArrayBuffer): Promise<Drawer> {
  const generator = loadModel(manifest, await readModel(manifest, file));
  const { draw, release } = await openOnGpu((device) =>
    openFastestGenerator(device, generator.layers, manifest.latentSize),
  );
  return {
    draw: (latents, side) => draw(latents, { side }),
    activations: async (z) => generator.layerOutputs(z),
    release,
  };
}

/** Compiles the kernel while the weights arrive. Where that fails, the call that needs the kernel rejects. */
export function prepareKernel(): void {
  compileKernel().catch(() => {});
}

async function readModel(manifest: Manifest, file: ArrayBuffer): Promise<KernelModel> {
  const plan = planOf(manifest);
  const names = plan.map(({ name }) => name);
  const weights = attempt(manifest, () => readWeights(file, names));
  return { module: await compileKernel(), plan, weights, latentSize: manifest.latentSize };
}

function loadModel(manifest: Manifest, model: KernelModel): LoadedGenerator {
  return attempt(manifest, () => loadGenerator(model));
}

const compileKernel: () => Promise<WebAssembly.Module> = memoize(async () => {
  const binary = Uint8Array.from(atob(kernel), (c) => c.charCodeAt(0));
  try {
    return await WebAssembly.compile(binary);
  } catch (error) {
    throw backendFailure('wasm', error, `WebAssembly with SIMD does not start (${messageOf(error)})`);
  }
});

/** Reads the weights of a model. @throws as `openKernel` */
function attempt<T>(manifest: Manifest, work: () => T): T {
  try {
    return work();
  } catch (error) {
    // A RangeError means that an allocation failed, not that the file is wrong.
    if (error instanceof RangeError) {
      throw backendFailure('wasm', error);
    }
    const file = kernelWeightsFile(manifest) ?? '';
    throw new EngineError({ kind: 'format', file, detail: messageOf(error) }, { cause: error });
  }
}
