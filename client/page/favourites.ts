/** Favourite faces: share codes, stored in this browser, the latest first. */
import { moveFromLocalStorage } from '../storage/former-places.ts';
import { FAVOURITES_CHANNEL, FORMER, NOTES } from '../storage/names.ts';
import { readNote, updateNote } from '../storage/notes.ts';
import { createStore, type Store } from './store.ts';

export type Favourites = {
  /** Empty until they have been read. */
  readonly codes: Store<readonly string[]>;
  has(code: string): boolean;
  /** Adds the face, or removes it. */
  toggle(code: string): void;
};

export function createFavourites(): Favourites {
  const codes = createStore<readonly string[]>([]);
  // Other tabs of the page change the favourites too.
  const channel = new BroadcastChannel(FAVOURITES_CHANNEL);
  channel.addEventListener('message', () => {
    readNote(NOTES.favourites).then(
      (stored) => codes.set(codesIn(stored)),
      () => {},
    );
  });
  /** Changes are stored one after the other, after the first read. */
  let storing = moveFromLocalStorage(FORMER.favourites, NOTES.favourites, (former, stored) => [
    ...new Set([...codesIn(former), ...codesIn(stored)]),
  ]).then(codes.set);

  return {
    codes,
    has: (code) => codes.get().includes(code),
    toggle(code) {
      const isAdded = !codes.get().includes(code);
      function change(before: readonly string[]): string[] {
        const others = before.filter((each) => each !== code);
        return isAdded ? [code, ...others] : others;
      }
      codes.set(change(codes.get()));
      storing = storing
        .then(() => updateNote(NOTES.favourites, (stored) => change(codesIn(stored))))
        .then(
          (stored) => {
            codes.set(stored);
            channel.postMessage(null);
          },
          // Where storage is full or forbidden, they last as long as the page is open.
          () => codes.set(change(codes.get())),
        );
    },
  };
}

function codesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((code) => typeof code === 'string') : [];
}
