import { EngineError } from '@dareka/engine';
import type { AppContext } from '../app-context.ts';
import type { PageModel } from './page-model.ts';

/**
 * The model of that tag; another one without a tag, or where this site has no such model.
 *
 * @param loadOther by default loads the default model
 * @throws EngineError
 */
export async function modelOrDefault(
  app: Pick<AppContext, 'loadModel'>,
  tag: string | undefined,
  loadOther: () => Promise<PageModel> = () => app.loadModel(),
): Promise<PageModel> {
  if (tag === undefined) {
    return loadOther();
  }
  try {
    return await app.loadModel(tag);
  } catch (error) {
    if (!(error instanceof EngineError) || error.failure.kind !== 'model') {
      throw error;
    }
    return loadOther();
  }
}
