/** The model whose training the view shows: not every training was filmed. */
import { MODEL_INDEX, MODELS, type ModelSource, manifestUrl, type PageModel } from './page-model.ts';

export type FilmedModel = {
  readonly id: string;
  /** The URLs of its film and of its history. */
  readonly film: string;
  readonly history: string;
  /** The URLs of all files that the view needs: these two, and those that tell which model it is. */
  readonly files: readonly string[];
};

/**
 * That model, or else the newest one that was filmed and has the same kind of classes, or none as it has none; null where there is none.
 * @throws EngineError of kind `network` or `format`
 */
export async function findFilmedModel(source: ModelSource, model: PageModel): Promise<FilmedModel | null> {
  const own = filmedModel(model.manifest.id, (role) => model.fileUrl(role), []);
  if (own !== null) {
    return own;
  }
  const { models } = await source.models();
  const read = [MODEL_INDEX];
  for (const id of models.toReversed().filter((each) => each !== model.manifest.id)) {
    const { files, condition } = await source.manifest(id);
    read.push(manifestUrl(id));
    // The training of digits says nothing of that of faces, and one by classes little of one without.
    if (condition?.name !== model.manifest.condition?.name) {
      continue;
    }
    const filmed = filmedModel(
      id,
      (role) => {
        const name = files.find((each) => each.role === role)?.name;
        return name === undefined ? null : `${MODELS}${id}/${name}`;
      },
      read,
    );
    if (filmed !== null) {
      return filmed;
    }
  }
  return null;
}

function filmedModel(
  id: string,
  urlOf: (role: 'film' | 'history') => string | null,
  found: readonly string[],
): FilmedModel | null {
  const film = urlOf('film');
  const history = urlOf('history');
  return film === null || history === null ? null : { id, film, history, files: [film, history, ...found] };
}
