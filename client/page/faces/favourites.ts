/** The kept faces as portraits; codes that are damaged hang nowhere. */
import { useMemo } from 'preact/hooks';
import { CodeError } from '../../../latent/code.ts';
import type { House } from '../house.ts';
import { useStore } from '../parts/store.ts';
import type { Gallery } from './gallery.ts';
import type { Portrait } from './portrait.ts';

export function useFavourites(house: House, gallery: Gallery): readonly Portrait[] {
  const codes = useStore(house.favourites.codes);
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
