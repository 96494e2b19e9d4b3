/**
 * Drawing by the kernel of our own, with the generators of this project: three kilobytes of WebAssembly SIMD that
 * compile at once, where ONNX Runtime's are two megabytes. The edge draws with the same, so that both give the same bits.
 * On WebGPU the same arithmetic in shaders.
 */
import { kernel } from 'virtual:kernel';
import { type KernelModel, type LoadedGenerator, loadGenerator } from '../../../kernel/generator.ts';
import { openFastestGenerator } from '../../../kernel/gpu/precision.ts';
import { planOf, UndrawableError } from '../../../kernel/plan.ts';
import { readWeights } from '../../../kernel/weights.ts';
import type { Manifest } from '../../../latent/manifest.ts';
import { EngineError, messageOf } from '../failure.ts';
import { openOnDevice } from './device.ts';
import type { Drawer } from './drawer.ts';
import { createHelpers } from './helpers.ts';
import { joined } from './joined.ts';

/** The kernel itself, compiled once. */
let compiled: Promise<WebAssembly.Module> | undefined;

/** The name of the file of weights that the kernel draws this model from, or null where it cannot. */
export function kernelFile(manifest: Manifest): string | null {
  const file = manifest.files.find(({ role }) => role === 'weights');
  if (file === undefined) {
    return null;
  }
  // Half floats are numbers to JavaScript only in newer browsers.
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
 * @param threads how many faces are drawn at the same time, each on a thread with the weights in memory of its own
 * @throws EngineError of kind `format` for weights that are not those of the manifest, `backend` where WebAssembly
 *   does not start
 */
export async function openKernel(manifest: Manifest, file: ArrayBuffer, threads: number): Promise<Drawer> {
  const model = await readModel(manifest, file);
  const own = loadModel(manifest, model);
  const helpers = createHelpers(model, threads - 1);
  return {
    async draw(latents) {
      // The helpers begin first: what this thread draws itself keeps it from hearing of them.
      const hands = latents.length > 1 ? helpers.count() + 1 : 1;
      const share = Math.ceil(latents.length / hands);
      const shares = Array.from({ length: hands }, (_, i) => latents.slice(i * share, (i + 1) * share));
      const [mine = [], ...others] = shares;
      const theirs = others.map((some, i) => helpers.draw(i, some));
      const pictures = mine.map(own.draw);
      return joined([...pictures, ...(await Promise.all(theirs))]);
    },
    inside: async (z) => own.layerOutputs(z),
    release: helpers.release,
  };
}

/**
 * The same arithmetic on the GPU: what is laid out in memory for WASM goes into buffers of the device as it is. The view
 * inside stays with WASM, where every layer's grid lies in memory.
 *
 * @throws as `openKernel`
 */
export async function openGpuKernel(manifest: Manifest, file: ArrayBuffer): Promise<Drawer> {
  const own = loadModel(manifest, await readModel(manifest, file));
  const { draw, release } = await openOnDevice((device) =>
    openFastestGenerator(device, own.layers, manifest.latentSize),
  );
  return { draw, inside: async (z) => own.layerOutputs(z), release };
}

async function readModel(manifest: Manifest, file: ArrayBuffer): Promise<KernelModel> {
  const plan = planOf(manifest);
  const names = plan.map(({ name }) => name);
  const weights = attempt(manifest, () => readWeights(file, names));
  return { module: await compile(), plan, weights, latentSize: manifest.latentSize };
}

function loadModel(manifest: Manifest, model: KernelModel): LoadedGenerator {
  return attempt(manifest, () => loadGenerator(model));
}

function compile(): Promise<WebAssembly.Module> {
  const binary = Uint8Array.from(atob(kernel), (c) => c.charCodeAt(0));
  // Where there is no WebAssembly, its very name throws.
  const begun = async () => WebAssembly.compile(binary);
  compiled ??= begun().catch((error: unknown) => {
    const detail = `WebAssembly with SIMD does not start (${messageOf(error)})`;
    throw new EngineError({ kind: 'backend', backend: 'wasm', detail }, { cause: error });
  });
  return compiled;
}

function attempt<T>(manifest: Manifest, work: () => T): T {
  try {
    return work();
  } catch (error) {
    // Memory that cannot be had is no fault of the file.
    if (error instanceof RangeError) {
      const detail = messageOf(error);
      throw new EngineError({ kind: 'backend', backend: 'wasm', detail }, { cause: error });
    }
    const file = kernelFile(manifest) ?? '';
    throw new EngineError({ kind: 'format', file, detail: messageOf(error) }, { cause: error });
  }
}
