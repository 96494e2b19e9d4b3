import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { createLatestOnly } from '../../latest-only.ts';
import { useAppContext } from '../app-context.ts';
import { drawnSize } from '../drawn-size.ts';
import { useStore } from '../store.ts';
import { useStableList } from './use-stable-list.ts';

/**
 * Pictures of latent vectors that change quickly: while some are drawn, only the latest of the others wait.
 *
 * @param tag of the model; null draws nothing
 * @param latents f32 [latentSize] each, drawn as they are, truncation included, and again when one of them is another object
 * @param edge of the elements that show them, in CSS pixels, where a smaller picture is enough; without it they are drawn at the
 *   model's resolution
 * @returns a picture for each latent of the last request that was drawn; empty before
 */
export function useDrawnFaces(
  tag: string | null,
  latents: readonly Float32Array[],
  edge?: number,
): readonly ImageData[] {
  const app = useAppContext();
  const requested = useStableList(latents);
  const retries = useStore(app.retries);
  const [pictures, setPictures] = useState<readonly ImageData[]>([]);
  const [drawing] = useState(createLatestOnly);

  useEffect(() => drawing.stop, [drawing]);

  useEffect(() => {
    if (tag === null) {
      return;
    }
    void drawing.run(async (signal) => {
      try {
        const size = edge === undefined ? undefined : drawnSize(edge);
        setPictures(await app.engine.draw({ latents: requested, model: tag }, { signal, size }));
      } catch (error) {
        if (!signal.aborted) {
          app.failure.set(toFailure(error));
        }
      }
    });
  }, [app, tag, requested, edge, retries]);

  return pictures;
}
