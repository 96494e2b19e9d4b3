import { EngineError } from '@dareka/engine';
import type { AppContext } from './app-context.ts';
import type { PageModel } from './page-model.ts';

/** The model of that tag; the default model without a tag, or where this site has no such model. @throws EngineError */
export async function modelOrDefault(app: AppContext, tag: string | undefined): Promise<PageModel> {
  try {
    return await app.loadModel(tag);
  } catch (error) {
    if (tag === undefined || !(error instanceof EngineError) || error.failure.kind !== 'model') {
      throw error;
    }
    app.dropProgress(tag);
    return app.loadModel();
  }
}
