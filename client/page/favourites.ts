/** Favourite faces: share codes, stored in this browser, the latest first. */
import { moveFromLocalStorage } from '../storage/former-places.ts';
import { FAVOURITES_CHANNEL, FORMER, NOTES } from '../storage/names.ts';
import { readNote, updateNote, writeNote } from '../storage/notes.ts';
import { createStore, type Store } from './store.ts';

export type Favourites = {
  /** Empty until they have been read. */
  readonly codes: Store<readonly string[]>;
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
  /** Codes that were added (true) or removed before the favourites had been read. */
  const early = new Map<string, boolean>();
  let read: 'pending' | 'done' | 'failed' = 'pending';
  void moveFromLocalStorage(FORMER.favourites, NOTES.favourites, (former, stored) => [
    ...new Set([...codesIn(former), ...codesIn(stored)]),
  ]).then(({ value, isStored }) => {
    read = isStored ? 'done' : 'failed';
    codes.set([...early].reduce((list, [code, isAdded]) => withChange(list, code, isAdded), value));
    for (const [code, isAdded] of early) {
      store(code, isAdded);
    }
  });

  /**
   * Where storage is full or forbidden, the favourites last as long as the page is open. The whole list is written without
   * reading it first, because the page may be closed before the read finishes. A list that could not be read is not
   * overwritten.
   */
  function store(code: string, isAdded: boolean): void {
    const stored =
      read === 'done'
        ? writeNote(NOTES.favourites, codes.get())
        : updateNote(NOTES.favourites, (before) => withChange(codesIn(before), code, isAdded));
    stored.then(
      () => channel.postMessage(null),
      () => {},
    );
  }

  return {
    codes,
    toggle(code) {
      const isAdded = !codes.get().includes(code);
      codes.set(withChange(codes.get(), code, isAdded));
      if (read === 'pending') {
        early.set(code, isAdded);
      } else {
        store(code, isAdded);
      }
    },
  };
}

function withChange(codes: readonly string[], code: string, isAdded: boolean): string[] {
  const others = codes.filter((each) => each !== code);
  return isAdded ? [code, ...others] : others;
}

function codesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((code) => typeof code === 'string') : [];
}
