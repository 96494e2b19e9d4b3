/** The face that the address bar asks for, with the model that draws it. */

import { EngineError, toFailure } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CodeError, decodeFace, encodeFace } from '../../../latent/code.ts';
import { type Face, latentFromFace, seedFace } from '../../../latent/face.ts';
import { type AppContext, useAppContext } from '../app-context.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { randomSeed } from '../random-seed.ts';
import { useStore } from '../store.ts';
import { currentTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/status.ts';

export type UrlFace =
  | { state: 'coming' }
  /** `arrival` counts the faces that the address bar brought: what a view made of a face since then is no arrival. */
  | { state: 'here'; face: Face; code: string; model: LoadedModel; navigation: number }
  /** `why` is a sentence for people. */
  | { state: 'refused'; why: string };

/**
 * Where the address bar holds no face it gets a fresh one of the default model. A view that changes the face says so in
 * `AppContext.code` before it does in the address, and keeps what it has.
 */
export function useFaceFromUrl(): UrlFace {
  const app = useAppContext();
  const { code } = useStore(app.router.route);
  const retries = useStore(app.retries);
  const [linked, setLinked] = useState<UrlFace>({ state: 'coming' });
  const arrivals = useRef(0);

  useEffect(() => {
    // By now a view may have moved on: what counts is where the address is, not where it was.
    if (linked.state === 'here' && app.code.get() === app.router.route.get().code) {
      return;
    }
    let wanted = true;
    loadUrlFace(app, code, ++arrivals.current).then(
      (next) => {
        if (!wanted) {
          return;
        }
        setLinked(next);
        app.code.set(next.state === 'here' ? next.code : null);
        if (code === null && next.state === 'here') {
          app.router.replace({ ...app.router.route.get(), code: next.code });
        }
      },
      (error: unknown) => wanted && app.failure.set(toFailure(error)),
    );
    return () => {
      wanted = false;
    };
  }, [app, code, retries]);

  return linked;
}

/** @throws EngineError where trying again may help */
async function loadUrlFace(app: AppContext, code: string | null, arrival: number): Promise<UrlFace> {
  try {
    if (code === null) {
      const model = await app.loadModel();
      const face = seedFace(model.tag, randomSeed());
      return { state: 'here', face, code: encodeFace(face), model, navigation: arrival };
    }
    const face = decodeFace(code);
    const model = await app.loadModel(face.model);
    // Refuses what this model cannot draw before anybody tries to.
    latentFromFace(face, model);
    return { state: 'here', face, code, model, navigation: arrival };
  } catch (error) {
    if (error instanceof CodeError) {
      const { newerLink, damagedLink } = currentTexts(statusTexts);
      return { state: 'refused', why: error.reason === 'version' ? newerLink : damagedLink };
    }
    if (error instanceof RangeError) {
      return {
        state: 'refused',
        why: currentTexts(statusTexts).failure({ kind: 'face', detail: error.message }),
      };
    }
    if (error instanceof EngineError && error.failure.kind === 'model') {
      if (code !== null) {
        app.dropProgress(error.failure.tag);
      }
      return { state: 'refused', why: currentTexts(statusTexts).failure(error.failure) };
    }
    throw error;
  }
}
