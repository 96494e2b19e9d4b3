import { useEffect, useRef, useState } from 'preact/hooks';
import { encodeFace } from '../../../../latent/code/code.ts';
import { seedFace } from '../../../../latent/face.ts';
import { useAppContext } from '../../app-context.ts';
import { createStore } from '../../store.ts';
import type { GivenFile } from '../given-files/given-files.ts';
import { hasPictures, ownPictures } from '../own-pictures/own-pictures.ts';
import { trainHereRoute } from '../route.ts';
import type { RunSpec } from '../trainings/choose-run.ts';
import { bringBack } from './bring-back.ts';
import { BringBackError, type BringBackProblem } from './brought-back.ts';

/** The training that was brought back last, where its file lacked a part of the state; null where it was whole. */
export const incompleteTraining = createStore<{ id: string; what: 'weightsOnly' | 'generatorOnly' } | null>(
  null,
);

export type BringingBack = {
  /** Reads a file, and goes on with the training or opens the model in it. */
  open(file: GivenFile): Promise<void>;
  readonly isReading: boolean;
  readonly problem: BringBackProblem | null;
};

/**
 * @param run the training on screen
 * @param setAutoStart says which training begins to train as soon as it is on screen
 */
export function useBringBack(run: RunSpec, setAutoStart: (id: string) => void): BringingBack {
  const app = useAppContext();
  const [isReading, setReading] = useState(false);
  const [problem, setProblem] = useState<BringBackProblem | null>(null);
  const unmounted = useRef(new AbortController());
  useEffect(() => () => unmounted.current.abort(), []);

  async function open(file: GivenFile): Promise<void> {
    setReading(true);
    setProblem(null);
    try {
      const stored = await bringBack(file, run.name, run.set.recipe, unmounted.current.signal);
      if (stored.kind === 'model') {
        const view = stored.isConditional ? 'conditional' : 'studio';
        app.router.go({ view, code: encodeFace(seedFace(stored.tag, 1)), parts: [] });
        return;
      }
      const { id, set, fresh, pictures } = stored;
      if (set === 'own' && pictures.length > 0) {
        await ownPictures.replace(pictures);
      }
      const what = fresh.discriminator ? 'generatorOnly' : 'weightsOnly';
      incompleteTraining.set(fresh.moments ? { id, what } : null);
      // Where its pictures have to be chosen again, it does not start before all of them are.
      if (pictures.length > 0 || (await hasPictures(set))) {
        setAutoStart(id);
      }
      app.router.change(trainHereRoute({ set, run: id }));
    } catch (error) {
      if (!unmounted.current.signal.aborted) {
        console.info('dareka: a file could not be brought back:', error);
        setProblem(error instanceof BringBackError ? error.problem : { kind: 'unknown' });
      }
    }
    setReading(false);
  }
  return { open, isReading, problem };
}
