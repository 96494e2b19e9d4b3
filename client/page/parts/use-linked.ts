/** The face that the address bar asks for, with the model that draws it. */

import { EngineError, toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { CodeError, decodeFace, encodeFace } from '../../../latent/code.ts';
import { type Face, resolve, seedFace } from '../../../latent/face.ts';
import type { House } from '../house.ts';
import type { Model } from '../model.ts';
import { words } from '../texts/index.ts';
import { freshSeed } from './fresh-seed.ts';
import { useStore } from './store.ts';

export type Linked =
  | { state: 'coming' }
  | { state: 'here'; face: Face; code: string; model: Model }
  /** `why` is a sentence for people. */
  | { state: 'refused'; why: string };

/** Where the address bar holds no face it gets a fresh one of the default model. */
export function useLinked(house: House): Linked {
  const { code } = useStore(house.router.route);
  const attempt = useStore(house.attempt);
  const [linked, setLinked] = useState<Linked>({ state: 'coming' });

  useEffect(() => {
    if (linked.state === 'here' && linked.code === code) return;
    let wanted = true;
    const say = (next: Linked): void => {
      if (!wanted) return;
      setLinked(next);
      house.code.set(next.state === 'here' ? next.code : null);
    };
    linkedTo(house, code).then(
      (next) => {
        if (wanted && code === null && next.state === 'here') {
          house.router.replace({ ...house.router.route.get(), code: next.code });
        }
        say(next);
      },
      (error: unknown) => wanted && house.failure.set(toFailure(error)),
    );
    return () => {
      wanted = false;
    };
  }, [house, code, attempt]);

  return linked;
}

/** @throws EngineError where trying again may help */
async function linkedTo(house: House, code: string | null): Promise<Linked> {
  try {
    if (code === null) {
      const model = await house.model();
      const face = seedFace(model.tag, freshSeed());
      return { state: 'here', face, code: encodeFace(face), model };
    }
    const face = decodeFace(code);
    const model = await house.model(face.model);
    // Refuses what this model cannot draw before anybody tries to.
    resolve(face, model);
    return { state: 'here', face, code, model };
  } catch (error) {
    if (error instanceof CodeError) {
      const { link } = words();
      return { state: 'refused', why: error.reason === 'version' ? link.newer : link.damaged };
    }
    if (error instanceof RangeError) {
      return { state: 'refused', why: words().failure({ kind: 'face', detail: error.message }) };
    }
    if (error instanceof EngineError && error.failure.kind === 'model') {
      if (code !== null) house.forget(error.failure.tag);
      return { state: 'refused', why: words().failure(error.failure) };
    }
    throw error;
  }
}
