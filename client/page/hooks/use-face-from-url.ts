import { EngineError, toFailure } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CodeError, decodeFace, encodeFace } from '../../../latent/code/code.ts';
import { type Face, latentFromFace } from '../../../latent/face.ts';
import { type AppContext, useAppContext } from '../app-context.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomFace } from '../random-face.ts';
import { useStore } from '../store.ts';
import { currentTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/status.ts';

export type UrlFace =
  | { state: 'loading' }
  | {
      state: 'loaded';
      face: Face;
      code: string;
      model: PageModel;
      /** Counts the faces that came from the address bar; a face that the view itself makes does not count. */
      navigation: number;
    }
  /** `reason` is a sentence for the visitor. */
  | { state: 'refused'; reason: string };

/**
 * The face of the address bar, with its model. Without one, a face of the default model and a random seed is put there.
 * A view that changes the face sets `AppContext.code` before the address, so that its own change is not loaded again.
 */
export function useFaceFromUrl(): UrlFace {
  const app = useAppContext();
  const { code } = useStore(app.router.route);
  const retries = useStore(app.retries);
  const [urlFace, setUrlFace] = useState<UrlFace>({ state: 'loading' });
  const navigations = useRef(0);

  useEffect(() => {
    // The route itself, not `code`: effects run late, and the view may have changed the face since.
    if (urlFace.state === 'loaded' && app.code.get() === app.router.route.get().code) {
      return;
    }
    let isCurrent = true;
    loadUrlFace(app, code, ++navigations.current).then(
      (next) => {
        if (!isCurrent) {
          return;
        }
        setUrlFace(next);
        app.code.set(next.state === 'loaded' ? next.code : null);
        if (code === null && next.state === 'loaded') {
          app.router.replace({ ...app.router.route.get(), code: next.code });
        }
      },
      (error: unknown) => isCurrent && app.failure.set(toFailure(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [app, code, retries]);

  return urlFace;
}

/** @throws EngineError for failures that another attempt may not have */
async function loadUrlFace(app: AppContext, code: string | null, navigation: number): Promise<UrlFace> {
  try {
    if (code === null) {
      const model = await app.loadModel();
      const face = randomFace(model.tag);
      return { state: 'loaded', face, code: encodeFace(face), model, navigation };
    }
    const face = decodeFace(code);
    const model = await app.loadModel(face.model);
    // Throws a RangeError for a face that the model cannot draw.
    latentFromFace(face, model);
    return { state: 'loaded', face, code, model, navigation };
  } catch (error) {
    const { failure, newerLink, damagedLink } = currentTexts(statusTexts);
    if (error instanceof CodeError) {
      return { state: 'refused', reason: error.isNewer ? newerLink : damagedLink };
    }
    if (error instanceof RangeError) {
      return { state: 'refused', reason: failure({ kind: 'face', detail: error.message }) };
    }
    if (error instanceof EngineError && error.failure.kind === 'model') {
      return { state: 'refused', reason: failure(error.failure) };
    }
    throw error;
  }
}
