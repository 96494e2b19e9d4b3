/** One published model on one backend: fetched, checked, and proven to draw what it must. */
import { type Face, resolve } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/manifest.ts';
import { toRgba } from '../../../picture/rgba.ts';
import type { BackendChoice } from '../backend.ts';
import { EngineError, messageOf } from '../failure.ts';
import type { Tally } from '../progress.ts';
import type { Catalog } from './catalog.ts';
import { download } from './download.ts';
import { probeFace, TOLERANCE, worstDifference } from './probe.ts';
import type { Queue } from './queue.ts';
import type { Runtime } from './runtime.ts';
import { openSession } from './session.ts';

export type Model = {
  readonly manifest: Manifest;
  /**
   * @returns RGBA u8 [n, resolution, resolution, 4]
   * @throws EngineError of kind `face` or `backend`
   */
  draw(faces: readonly Face[]): Promise<Uint8ClampedArray<ArrayBuffer>>;
};

/** What opening a model takes. */
export type Opening = {
  choice: BackendChoice;
  catalog: Catalog;
  tag: string;
  /** Begins the runtime, unless it has begun already. */
  runtime: () => Promise<Runtime>;
  queue: Queue;
  tally: Tally;
};

/** @throws EngineError of any kind but `internal` */
export async function openModel({ choice, catalog, tag, runtime, queue, tally }: Opening): Promise<Model> {
  const { backend } = choice;
  const starting = runtime();
  // Awaited below, after the manifest: its failure must not go unheard until then.
  starting.catch(() => {});
  const manifest = await catalog.manifest(tag);
  const fetched = fetchFiles(manifest, catalog, tally);
  const [{ ort, arrived }, files] = await Promise.all([starting, fetched]);
  void arrived.then(tally.starting);
  // ONNX Runtime compiles its WebAssembly here while that still streams in.
  const session = await queue(() => openSession(ort, backend, manifest, files.generator));
  const directions = vectors(files.directions, manifest.latentSize);
  const shape = { latentSize: manifest.latentSize, truncation: manifest.prior.truncation, directions };
  const draw = async (faces: readonly Face[]) => {
    const latents = faces.map((face) => resolved(face, shape));
    return toRgba(await queue(() => session.run(latents)), manifest.resolution);
  };
  tally.checking();
  const worst = await worstDifference(await draw([probeFace(manifest)]), files.probe, manifest);
  if (worst > TOLERANCE) {
    await session.release();
    throw new EngineError({ kind: 'probe', backend, worst });
  }
  tally.ready();
  return { manifest, draw };
}

type Files = { generator: ArrayBuffer; probe: ArrayBuffer; directions: ArrayBuffer };

async function fetchFiles(manifest: Manifest, catalog: Catalog, tally: Tally): Promise<Files> {
  const file = (wanted: (file: Manifest['files'][number]) => boolean) => {
    const found = manifest.files.find(wanted);
    if (found === undefined) return Promise.resolve(new ArrayBuffer());
    return download({ ...found, url: catalog.fileUrl(manifest, found.name) }, tally.expect(found.bytes));
  };
  const [generator, probe, directions] = await Promise.all([
    file(({ role }) => role === 'generator'),
    file(({ name }) => name === manifest.probe.file),
    file(({ role }) => role === 'directions'),
  ]);
  return { generator, probe, directions };
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
