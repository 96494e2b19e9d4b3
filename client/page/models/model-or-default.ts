/** Models of tags that the site may not have, as in links from other sites. */
import { EngineError } from '@dareka/engine';
import type { ModelSource, PageModel } from './page-model.ts';

type Loader = Pick<ModelSource, 'loadModel'>;

/** The model of that tag; null where neither this site nor this device has it. @throws EngineError of any other kind than `model` */
export async function modelOrNull({ loadModel }: Loader, tag: string): Promise<PageModel | null> {
  try {
    return await loadModel(tag);
  } catch (error) {
    if (error instanceof EngineError && error.failure.kind === 'model') {
      return null;
    }
    throw error;
  }
}

/**
 * The model of that tag; another one without a tag, or where there is no such model.
 *
 * @param loadOther by default loads the default model
 * @throws EngineError
 */
export async function modelOrDefault(
  source: Loader,
  tag: string | undefined,
  loadOther: () => Promise<PageModel> = () => source.loadModel(),
): Promise<PageModel> {
  const model = tag === undefined ? null : await modelOrNull(source, tag);
  return model ?? loadOther();
}
