/** Favourites as a file, to keep them or to take them to another browser: JSON with their share codes. */
import { decodeFaceOrNull } from '../../../latent/code/code.ts';
import type { Favourites } from '../favourites.ts';

export const FAVOURITES_FILE = 'dareka-favourites.json';
/** What the file says that it is. */
const KIND = 'favourites';

export function writeFavourites(codes: readonly string[]): Blob {
  const text = JSON.stringify({ dareka: KIND, codes }, null, 2);
  return new Blob([text], { type: 'application/json' });
}

/** @returns the intact codes, and how many are damaged; null where the file holds no favourites */
export function readFavourites(text: string): { codes: string[]; damaged: number } | null {
  const content = parseJson(text);
  if (!isFavourites(content)) {
    return null;
  }
  const codes = content.codes.filter((code) => typeof code === 'string' && decodeFaceOrNull(code) !== null);
  return { codes: codes as string[], damaged: content.codes.length - codes.length };
}

/** How many favourites a file brought, how many were here already, and how many codes of it are damaged. */
export type AddedFavourites = { readonly added: number; readonly known: number; readonly damaged: number };

export function addFavourites(
  { codes, damaged }: { codes: readonly string[]; damaged: number },
  favourites: Pick<Favourites, 'add'>,
): AddedFavourites {
  const added = favourites.add(codes);
  return { added, known: codes.length - added, damaged };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isFavourites(content: unknown): content is { codes: readonly unknown[] } {
  return (
    typeof content === 'object' &&
    content !== null &&
    'dareka' in content &&
    content.dareka === KIND &&
    'codes' in content &&
    Array.isArray(content.codes)
  );
}
