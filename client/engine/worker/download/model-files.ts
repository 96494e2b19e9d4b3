/** Downloads the files of a model that drawing needs. */
import type { Manifest } from '../../../../latent/model/manifest.ts';
import type { Pixels } from '../../../../picture/png.ts';
import type { ProgressTracker } from '../../progress.ts';
import { decodeProbe } from '../probe.ts';
import type { ModelCatalog } from './catalog.ts';
import { fetchVerified } from './verified-file.ts';

/** Empty buffers stand for files that the model does not have. */
export type ModelFiles = { weights: ArrayBuffer; probe: Pixels; directions: ArrayBuffer };

/** The names of the files that drawing needs, of those that the model has. */
export function modelFileNames({ files, probe }: Manifest, weights: string): string[] {
  return files
    .filter(({ name, role }) => name === weights || name === probe.file || role === 'directions')
    .map(({ name }) => name);
}

/**
 * @param weights the name of the file with the backend's weights
 * @throws EngineError of kind `network`, `integrity` or `insecure`; `format` for a probe that is none
 */
export async function fetchModelFiles(
  manifest: Manifest,
  weights: string,
  catalog: ModelCatalog,
  tracker: ProgressTracker,
): Promise<ModelFiles> {
  async function fetchFile(predicate: Parameters<ModelCatalog['file']>[1]): Promise<ArrayBuffer> {
    const file = catalog.file(manifest, predicate);
    return file === undefined ? new ArrayBuffer() : fetchVerified(file, tracker.addDownload(file.bytes));
  }
  const [bytes, probe, directions] = await Promise.all([
    fetchFile(({ name }) => name === weights),
    // Decoded while the weights arrive.
    fetchFile(({ name }) => name === manifest.probe.file).then((file) => decodeProbe(file, manifest)),
    fetchFile(({ role }) => role === 'directions'),
  ]);
  return { weights: bytes, probe, directions };
}
