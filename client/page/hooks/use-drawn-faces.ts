/** Pictures of latent vectors that change all the time: the newest are drawn, those passed over are not. */

import { toFailure } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';

/**
 * @param tag the model's; null draws nothing
 * @param latents f32 [latentSize] each, exactly as they are to be drawn; a new array is a new wish
 * @returns a picture for each, of the last wish that was drawn whole; empty before
 */
export function useDrawnFaces(tag: string | null, latents: readonly Float32Array[]): readonly ImageData[] {
  const app = useAppContext();
  const [pictures, setPictures] = useState<readonly ImageData[]>([]);
  const retries = useStore(app.retries);
  const wanted = useRef<(() => Promise<ImageData[]>) | null>(null);
  const busy = useRef(false);
  const gone = useRef<AbortController | null>(null);

  useEffect(() => {
    const control = new AbortController();
    gone.current = control;
    return () => control.abort();
  }, []);

  async function pump(signal: AbortSignal): Promise<void> {
    if (busy.current) {
      return;
    }
    busy.current = true;
    while (wanted.current !== null && !signal.aborted) {
      const draw = wanted.current;
      wanted.current = null;
      try {
        setPictures(await draw());
      } catch (error) {
        if (!signal.aborted) {
          app.failure.set(toFailure(error));
        }
      }
    }
    busy.current = false;
  }

  useEffect(() => {
    const signal = gone.current?.signal;
    if (tag === null || signal === undefined) {
      return;
    }
    wanted.current = () => app.engine.draw({ latents, model: tag }, { signal });
    void pump(signal);
  }, [app, tag, latents, retries]);

  return pictures;
}
