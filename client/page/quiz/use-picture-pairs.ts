import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { readTrainingPortrait } from '../training-portraits.ts';
import type { Game, Round } from './game.ts';
import { preparePicture } from './prepare-picture.ts';

export type PicturePair = readonly [left: ImageData, right: ImageData];

/**
 * The pictures of a game, made one round after the other.
 *
 * @returns the pairs of the first rounds that are ready. Both pictures of a round come at once, so that the order does not show which one is
 *   generated
 */
export function usePicturePairs({ edge, model }: Game, rounds: readonly Round[]): readonly PicturePair[] {
  const app = useAppContext();
  const retries = useStore(app.retries);
  const [pairs, setPairs] = useState<readonly PicturePair[]>([]);
  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    async function preparePairs(): Promise<void> {
      const { resolution } = (await app.loadModel(model)).manifest;
      const size = Math.min(edge, resolution);
      for (const { seed, portrait, generatedSide } of rounds.slice(pairs.length)) {
        const [face] = await app.engine.draw({ seeds: [seed], model }, { signal });
        if (face === undefined) {
          throw new Error('the engine returned no picture');
        }
        const generated = await preparePicture(face, size);
        const real = await preparePicture(await readTrainingPortrait(portrait), size);
        if (signal.aborted) {
          return;
        }
        setPairs((before) => [...before, generatedSide === 0 ? [generated, real] : [real, generated]]);
      }
    }
    preparePairs().catch((error: unknown) => {
      if (!signal.aborted) {
        app.failure.set(toFailure(error));
      }
    });
    return () => control.abort();
  }, [app, edge, model, rounds, retries]);
  return pairs;
}
