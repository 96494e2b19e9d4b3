/** One model on one backend: downloaded, verified, and checked to draw its probe face. */
import { decodeDirections } from '../../../latent/directions.ts';
import { type Face, latentFromFace, latentModel } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { toRgba } from '../../../picture/rgba.ts';
import type { LayerOutput } from '../activations.ts';
import type { Backend } from '../backend.ts';
import { EngineError, messageOf } from '../failure.ts';
import type { ProgressTracker } from '../progress.ts';
import type { Drawer } from './backends/drawer.ts';
import { openGpuKernel, openKernel, prepareKernel } from './backends/kernel.ts';
import { openOnnx } from './backends/onnx.ts';
import type { Runtime } from './backends/onnx-runtime.ts';
import type { ModelCatalog } from './download/catalog.ts';
import { fetchModelFiles } from './download/model-files.ts';
import { PROBE_TOLERANCE, probeDifference, probeFace } from './probe.ts';
import { HIGHEST, type Queue } from './queue.ts';

export type LoadedModel = {
  readonly manifest: Manifest;
  readonly drawer: Drawer;
  /**
   * @param priority the number of the call
   * @param side of the pictures in pixels: the resolution, or what `sideFor` gives
   * @returns RGBA u8 [n, side, side, 4]
   * @throws EngineError of kind `face` or `backend`
   */
  draw(priority: number, faces: readonly Face[], side: number): Promise<Uint8ClampedArray<ArrayBuffer>>;
  /** @returns z: f32 [latentSize] @throws EngineError of kind `face` */
  latent(face: Face): Float32Array;
  /**
   * One face, with the output of every layer.
   *
   * @throws as `draw`
   */
  activations(
    priority: number,
    face: Face,
  ): Promise<{ pixels: Uint8ClampedArray<ArrayBuffer>; z: Float32Array; layers: readonly LayerOutput[] }>;
};

/** The file that ONNX Runtime draws from. */
export const ONNX_FILE = 'generator.onnx';

export type ModelOptions = {
  backend: Backend;
  manifest: Manifest;
  catalog: ModelCatalog;
  /** The name of the file that the kernel draws from; null to draw `ONNX_FILE` with ONNX Runtime. */
  weights: string | null;
  /** Starts ONNX Runtime, unless it is started already. */
  onnxRuntime: () => Promise<Runtime>;
  /** How many faces the kernel draws at the same time. */
  threads: number;
  queue: Queue;
  tracker: ProgressTracker;
};

/** @throws EngineError of any kind but `internal` and `model` */
export async function openModel(options: ModelOptions): Promise<LoadedModel> {
  const { backend, manifest, weights, catalog, queue, tracker } = options;
  const { resolution } = manifest;
  if (weights !== null) {
    prepareKernel();
  }
  const [starting, fetched] =
    weights === null
      ? [options.onnxRuntime(), fetchModelFiles(manifest, ONNX_FILE, catalog, tracker)]
      : [undefined, fetchModelFiles(manifest, weights, catalog, tracker)];
  const [runtime, files] = await Promise.all([starting, fetched]);
  if (runtime === undefined) {
    tracker.starting();
  } else {
    void runtime.downloaded.then(tracker.starting);
  }
  function open(): Promise<Drawer> {
    if (runtime !== undefined) {
      // Compiles the WebAssembly while it is still being downloaded.
      return openOnnx(runtime.ort, backend, manifest, files.weights);
    }
    if (backend === 'webgpu') {
      return openGpuKernel(manifest, files.weights);
    }
    return openKernel(manifest, files.weights, options.threads);
  }
  const drawer = await queue(HIGHEST, open);
  const model = latentModel(manifest, decodeDirections(files.directions, manifest.latentSize));

  function latent(face: Face): Float32Array {
    try {
      return latentFromFace(face, model);
    } catch (error) {
      throw new EngineError({ kind: 'face', detail: messageOf(error) }, { cause: error });
    }
  }
  const draw: LoadedModel['draw'] = async (priority, faces, side) => {
    const latents = faces.map(latent);
    return queue(priority, () => drawer.draw(latents, side));
  };

  tracker.checking();
  const probe = await draw(HIGHEST, [probeFace(manifest)], resolution);
  const worst = probeDifference(probe, files.probe);
  if (worst > PROBE_TOLERANCE) {
    drawer.release();
    throw new EngineError({ kind: 'probe', backend, worst });
  }
  tracker.ready();

  return {
    manifest,
    drawer,
    draw,
    latent,
    async activations(priority, face) {
      const z = latent(face);
      const layers = await queue(priority, () => drawer.activations(z));
      const image = layers.at(-1)?.values ?? new Float32Array();
      return { pixels: toRgba(image, resolution), z, layers };
    },
  };
}
