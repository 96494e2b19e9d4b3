import { useMemo } from 'preact/hooks';
import { decodeFaceOrNull } from '../../../latent/code/code.ts';
import type { Face } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';

/** The favourites of one model, the latest first; damaged codes are left out. */
export function useFavouriteFaces(modelTag: string): readonly Face[] {
  const codes = useStore(useAppContext().favourites.codes);
  return useMemo(
    () => codes.flatMap((code) => decodeFaceOrNull(code) ?? []).filter(({ model }) => model === modelTag),
    [codes, modelTag],
  );
}
