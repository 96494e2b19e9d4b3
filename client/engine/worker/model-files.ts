/** The files of a model that drawing takes. */
import type { Manifest } from '../../../latent/manifest.ts';
import type { Tally } from '../progress.ts';
import type { Catalog } from './catalog.ts';
import { download } from './download.ts';

/** Each empty where the model has no such file. */
export type ModelFiles = { weights: ArrayBuffer; probe: ArrayBuffer; directions: ArrayBuffer };

/**
 * @param weights the name of the file that what draws reads its weights from
 * @throws EngineError of kind `network`, `integrity` or `insecure`
 */
export async function fetchFiles(
  manifest: Manifest,
  weights: string,
  catalog: Catalog,
  tally: Tally,
): Promise<ModelFiles> {
  function file(wanted: (file: Manifest['files'][number]) => boolean) {
    const found = manifest.files.find(wanted);
    if (found === undefined) {
      return Promise.resolve(new ArrayBuffer());
    }
    return download({ ...found, url: catalog.fileUrl(manifest, found.name) }, tally.expect(found.bytes));
  }
  const [drawn, probe, directions] = await Promise.all([
    file(({ name }) => name === weights),
    file(({ name }) => name === manifest.probe.file),
    file(({ role }) => role === 'directions'),
  ]);
  return { weights: drawn, probe, directions };
}
