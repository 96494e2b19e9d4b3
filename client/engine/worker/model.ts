/** One published model on one backend: fetched, checked, and proven to draw what it must. */
import { decodeDirections } from '../../../latent/directions.ts';
import { type Face, resolve } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/manifest.ts';
import { toRgba } from '../../../picture/rgba.ts';
import type { Backend } from '../backend.ts';
import { EngineError, messageOf } from '../failure.ts';
import type { LayerOutput } from '../inside.ts';
import type { Tally } from '../progress.ts';
import type { Catalog } from './catalog.ts';
import type { Drawer } from './drawer.ts';
import { kernelFile, openGpuKernel, openKernel } from './kernel.ts';
import { fetchFiles } from './model-files.ts';
import { openOnnx } from './onnx.ts';
import { probeFace, TOLERANCE, worstDifference } from './probe.ts';
import { FOR_ALL, type Queue } from './queue.ts';
import type { Runtime } from './runtime.ts';

export type Model = {
  readonly manifest: Manifest;
  readonly drawer: Drawer;
  /**
   * @param rank the number of the call
   * @returns RGBA u8 [n, resolution, resolution, 4]
   * @throws EngineError of kind `face` or `backend`
   */
  draw(rank: number, faces: readonly Face[]): Promise<Uint8ClampedArray<ArrayBuffer>>;
  /** @returns z: f32 [latentSize] @throws EngineError of kind `face` */
  latent(face: Face): Float32Array;
  /**
   * One face and all that led to it.
   *
   * @throws as `draw`
   */
  inside(
    rank: number,
    face: Face,
  ): Promise<{ pixels: Uint8ClampedArray<ArrayBuffer>; z: Float32Array; layers: readonly LayerOutput[] }>;
};

/** What opening a model takes. */
export type Opening = {
  backend: Backend;
  manifest: Manifest;
  catalog: Catalog;
  /** Begins ONNX Runtime, unless it has begun already. */
  runtime: () => Promise<Runtime>;
  /** How many faces the kernel draws at the same time. */
  threads: number;
  queue: Queue;
  tally: Tally;
};

/** @throws EngineError of any kind but `internal` and `model` */
export async function openModel(opening: Opening): Promise<Model> {
  const { backend, manifest, catalog, queue, tally } = opening;
  const { latentSize, resolution } = manifest;
  const kernel = kernelFile(manifest);
  const [starting, fetched] =
    kernel === null
      ? [opening.runtime(), fetchFiles(manifest, 'generator.onnx', catalog, tally)]
      : [undefined, fetchFiles(manifest, kernel, catalog, tally)];
  const [runtime, files] = await Promise.all([starting, fetched]);
  if (runtime === undefined) {
    tally.starting();
  } else {
    void runtime.arrived.then(tally.starting);
  }
  function open(): Promise<Drawer> {
    // Compiles the WebAssembly while that still streams in.
    if (runtime !== undefined) {
      return openOnnx(runtime.ort, backend, manifest, files.weights);
    }
    if (backend === 'webgpu') {
      return openGpuKernel(manifest, files.weights);
    }
    return openKernel(manifest, files.weights, opening.threads);
  }
  const drawer = await queue(FOR_ALL, open);
  const directions = decodeDirections(files.directions, latentSize);
  const shape = { latentSize, truncation: manifest.prior.truncation, directions };

  const latent: Model['latent'] = (face) => resolved(face, shape);
  const draw: Model['draw'] = async (rank, faces) => {
    const latents = faces.map(latent);
    return queue(rank, () => drawer.draw(latents));
  };

  tally.checking();
  const worst = await worstDifference(await draw(FOR_ALL, [probeFace(manifest)]), files.probe, manifest);
  if (worst > TOLERANCE) {
    drawer.release();
    throw new EngineError({ kind: 'probe', backend, worst });
  }
  tally.ready();

  return {
    manifest,
    drawer,
    draw,
    latent,
    async inside(rank, face) {
      const z = latent(face);
      const layers = await queue(rank, () => drawer.inside(z));
      const image = layers.at(-1)?.values ?? new Float32Array();
      return { pixels: toRgba(image, resolution), z, layers };
    },
  };
}

function resolved(face: Face, shape: Parameters<typeof resolve>[1]): Float32Array {
  try {
    return resolve(face, shape);
  } catch (error) {
    throw new EngineError({ kind: 'face', detail: messageOf(error) }, { cause: error });
  }
}
