/** One published model on one backend: fetched, checked, and proven to draw what it must. */
import { type Face, resolve } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/manifest.ts';
import { toRgba } from '../../../picture/rgba.ts';
import type { Backend } from '../backend.ts';
import { EngineError, messageOf } from '../failure.ts';
import type { LayerOutput } from '../inside.ts';
import type { Tally } from '../progress.ts';
import type { Catalog } from './catalog.ts';
import { fetchFiles } from './model-files.ts';
import { probeFace, TOLERANCE, worstDifference } from './probe.ts';
import { FOR_ALL, type Queue } from './queue.ts';
import type { Runtime } from './runtime.ts';
import { openSession, type Session } from './session.ts';
import { withOutputs } from './taps.ts';

export type Model = {
  readonly manifest: Manifest;
  /**
   * @param rank the number of the call
   * @returns RGBA u8 [n, resolution, resolution, 4]
   * @throws EngineError of kind `face` or `backend`
   */
  draw(rank: number, faces: readonly Face[]): Promise<Uint8ClampedArray<ArrayBuffer>>;
  /**
   * One face and all that led to it; a second session, with more outputs, is opened at the first call.
   *
   * @throws as `draw`
   */
  inside(
    rank: number,
    face: Face,
  ): Promise<{ pixels: Uint8ClampedArray<ArrayBuffer>; z: Float32Array; layers: LayerOutput[] }>;
};

/** What opening a model takes. */
export type Opening = {
  backend: Backend;
  catalog: Catalog;
  tag: string;
  /** Begins the runtime, unless it has begun already. */
  runtime: () => Promise<Runtime>;
  queue: Queue;
  tally: Tally;
};

/** @throws EngineError of any kind but `internal` */
export async function openModel({ backend, catalog, tag, runtime, queue, tally }: Opening): Promise<Model> {
  const starting = runtime();
  // Awaited below, after the manifest: its failure must not go unheard until then.
  starting.catch(() => {});
  const manifest = await catalog.manifest(tag);
  const fetched = fetchFiles(manifest, catalog, tally);
  const [{ ort, arrived }, files] = await Promise.all([starting, fetched]);
  void arrived.then(tally.starting);
  const { latentSize, layers, resolution } = manifest;
  // ONNX Runtime compiles its WebAssembly here while that still streams in.
  const session = await queue(FOR_ALL, () => openSession(ort, backend, manifest, files.generator));
  let tapped: Promise<Session> | undefined;
  const directions = vectors(files.directions, latentSize);
  const shape = { latentSize, truncation: manifest.prior.truncation, directions };

  const draw: Model['draw'] = async (rank, faces) => {
    const latents = faces.map((face) => resolved(face, shape));
    return toRgba((await queue(rank, () => session.run(latents))).image, resolution);
  };

  tally.checking();
  const worst = await worstDifference(await draw(FOR_ALL, [probeFace(manifest)]), files.probe, manifest);
  if (worst > TOLERANCE) {
    await session.release();
    throw new EngineError({ kind: 'probe', backend, worst });
  }
  tally.ready();

  return {
    manifest,
    draw,
    async inside(rank, face) {
      const z = resolved(face, shape);
      // The last layer gives the image, which is an output as it is.
      const names = layers.slice(0, -1).map(({ name }) => name);
      tapped ??= queue(FOR_ALL, () =>
        openSession(ort, backend, manifest, withOutputs(files.generator, names)),
      );
      const { run } = await tapped;
      const { image, others } = await queue(rank, () => run([z]));
      return {
        pixels: toRgba(image, resolution),
        z,
        layers: layers.map(({ name, shape }) => ({ name, shape, values: others.get(name) ?? image })),
      };
    },
  };
}

/** The rows of directions.bin: little-endian f32 [directions, latentSize], as every browser's own order is. */
function vectors(file: ArrayBuffer, latentSize: number): Float32Array[] {
  const values = new Float32Array(file);
  return Array.from({ length: values.length / latentSize }, (_, row) =>
    values.subarray(row * latentSize, (row + 1) * latentSize),
  );
}

function resolved(face: Face, shape: Parameters<typeof resolve>[1]): Float32Array {
  try {
    return resolve(face, shape);
  } catch (error) {
    throw new EngineError({ kind: 'face', detail: messageOf(error) }, { cause: error });
  }
}
