/** The pictures of a game's rounds, as they come. */
import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../parts/store.ts';
import { trainingPortrait } from '../parts/training-portraits.ts';
import type { Game, Round } from './game.ts';
import { alike } from './pair.ts';

export type Pair = readonly [left: ImageData, right: ImageData];

/** @returns both pictures of each round, in their places; the two of a round come together, so that neither gives itself away */
export function usePairs({ edge, model }: Game, rounds: readonly Round[]): readonly Pair[] {
  const app = useAppContext();
  const retries = useStore(app.retries);
  const [pairs, setPairs] = useState<readonly Pair[]>([]);
  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    async function come(): Promise<void> {
      const { resolution } = (await app.loadModel(model)).manifest;
      const size = Math.min(edge, resolution);
      for (const { seed, portrait, madeUp } of rounds.slice(pairs.length)) {
        const [face] = await app.engine.draw({ seeds: [seed], model }, { signal });
        if (face === undefined) {
          throw new Error('the engine drew nothing');
        }
        const [invented, real] = [
          await alike(face, size),
          await alike(await trainingPortrait(portrait), size),
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
