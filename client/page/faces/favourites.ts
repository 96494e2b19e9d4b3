/** The kept faces as portraits; codes that are damaged hang nowhere. */
import { useMemo } from 'preact/hooks';
import { CodeError } from '../../../latent/code.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../parts/store.ts';
import { useGallery } from './gallery.ts';
import type { Portrait } from './portrait.ts';

export function useFavourites(): readonly Portrait[] {
  const app = useAppContext();
  const gallery = useGallery();
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
