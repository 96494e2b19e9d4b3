/** The kept faces as portraits; codes that are damaged hang nowhere. */
import { useMemo } from 'preact/hooks';
import { CodeError } from '../../../latent/code.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import type { WallFace } from './wall-face.ts';
import { useWallState } from './wall-state.ts';

export function useFavourites(): readonly WallFace[] {
  const app = useAppContext();
  const gallery = useWallState();
  const codes = useStore(app.favourites.codes);
  return useMemo(
    () =>
      codes.flatMap((code) => {
        try {
          return [gallery.portrait(code)];
        } catch (error) {
          if (error instanceof CodeError) {
            return [];
          }
          throw error;
        }
      }),
    [codes, gallery],
  );
}
