/** The pictures of a game's rounds, as they come. */
import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { readTrainingPortrait } from '../training-portraits.ts';
import type { Game, Round } from './game.ts';
import { preparePicture } from './prepare-picture.ts';

export type PicturePair = readonly [left: ImageData, right: ImageData];

/** @returns both pictures of each round, in their places; the two of a round come together, so that neither gives itself away */
export function usePicturePairs({ edge, model }: Game, rounds: readonly Round[]): readonly PicturePair[] {
  const app = useAppContext();
  const retries = useStore(app.retries);
  const [pairs, setPairs] = useState<readonly PicturePair[]>([]);
  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    async function come(): Promise<void> {
      const { resolution } = (await app.loadModel(model)).manifest;
      const size = Math.min(edge, resolution);
      for (const { seed, portrait, generatedSide: madeUp } of rounds.slice(pairs.length)) {
        const [face] = await app.engine.draw({ seeds: [seed], model }, { signal });
        if (face === undefined) {
          throw new Error('the engine drew nothing');
        }
        const [invented, real] = [
          await preparePicture(face, size),
          await preparePicture(await readTrainingPortrait(portrait), size),
        ];
        if (signal.aborted) {
          return;
        }
        setPairs((before) => [...before, madeUp === 0 ? [invented, real] : [real, invented]]);
      }
    }
    come().catch((error: unknown) => {
      if (!signal.aborted) {
        app.failure.set(toFailure(error));
      }
    });
    return () => control.abort();
  }, [app, edge, model, rounds, retries]);
  return pairs;
}
