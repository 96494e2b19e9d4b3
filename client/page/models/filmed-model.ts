/** The model whose training the view "training" shows: not every training was filmed. */
import type { Manifest } from '../../../latent/model/manifest.ts';
import { MODEL_INDEX, type ModelSource, manifestUrl, modelFileUrl, type PageModel } from './page-model.ts';

export type FilmedModel = {
  readonly id: string;
  /** The URL of its film. */
  readonly film: string;
  /** The URL of the history of its metrics. */
  readonly history: string;
  /** The URLs of all files that the view needs: these two, and those that were read to find the model. */
  readonly files: readonly string[];
};

/**
 * `model` itself where its training was filmed. Otherwise the newest model of the site that was filmed and has classes of the same kind; or none,
 * where `model` has none.
 *
 * @returns null where there is no such model
 * @throws EngineError of kind `network` or `format`
 */
export async function findFilmedModel(source: ModelSource, model: PageModel): Promise<FilmedModel | null> {
  const own = filmedModel(model.manifest, []);
  if (own !== null) {
    return own;
  }
  const { models } = await source.models();
  const read = [MODEL_INDEX];
  for (const id of models.toReversed().filter((each) => each !== model.manifest.id)) {
    const manifest = await source.manifest(id);
    read.push(manifestUrl(id));
    // The training of digits says nothing of that of faces, and one by classes little of one without.
    if (manifest.condition?.name !== model.manifest.condition?.name) {
      continue;
    }
    const filmed = filmedModel(manifest, read);
    if (filmed !== null) {
      return filmed;
    }
  }
  return null;
}

function filmedModel(manifest: Manifest, read: readonly string[]): FilmedModel | null {
  const film = modelFileUrl(manifest, 'film');
  const history = modelFileUrl(manifest, 'history');
  return film === null || history === null
    ? null
    : { id: manifest.id, film, history, files: [film, history, ...read] };
}
