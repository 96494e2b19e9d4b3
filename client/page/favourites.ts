/** Faces that somebody wants to keep: share codes in this browser's storage, the latest first. */
import { createStore, type Store } from './store.ts';

export type Favourites = {
  readonly codes: Store<readonly string[]>;
  has(code: string): boolean;
  /** Keeps the face, or no longer. */
  toggle(code: string): void;
};

const KEPT = 'dareka.favourites';

export function createFavourites(): Favourites {
  const codes = createStore<readonly string[]>(read());
  // Another tab of the page keeps faces too.
  addEventListener('storage', (event) => {
    if (event.key === KEPT) {
      codes.set(read());
    }
  });
  return {
    codes,
    has: (code) => codes.get().includes(code),
    toggle(code) {
      const others = codes.get().filter((kept) => kept !== code);
      codes.set(others.length < codes.get().length ? others : [code, ...others]);
      try {
        localStorage.setItem(KEPT, JSON.stringify(codes.get()));
      } catch {
        // Forbidden or full storage: they are kept for as long as the page is open.
      }
    },
  };
}

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((code) => typeof code === 'string') : [];
  } catch {
    return [];
  }
}
