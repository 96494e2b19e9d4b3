/** Favourite faces: share codes, stored in this browser, the latest first. */
import * as v from 'valibot';
import { moveFromLocalStorage } from '../storage/former-places.ts';
import { FAVOURITES_CHANNEL, FORMER, NOTES } from '../storage/names.ts';
import { readNote, updateNote, writeNote } from '../storage/notes.ts';
import { isStorageFull } from '../storage/storage-full.ts';
import { nextTask } from './next-task.ts';
import { createStore, type Store } from './store.ts';

/** Why the favourites are lost when the page is closed: storage is full, or the browser stores nothing. */
export type FavouritesProblem = 'full' | 'forbidden';

export type Favourites = {
  /** Empty until they have been read. */
  readonly codes: Store<readonly string[]>;
  /** Why the last change could not be stored; null where it could. */
  readonly problem: Store<FavouritesProblem | null>;
  /** The face that was removed last, by an earlier visit too, until it is brought back or added again. */
  readonly removed: Store<RemovedFavourite | null>;
  /** Adds the face, or removes it. */
  toggle(code: string): void;
  /** Brings back the face that was removed last, to the place that it had. */
  bringBack(): void;
  /** Adds those that are not among the favourites, in this order before all others. @returns how many */
  add(codes: readonly string[]): number;
};

/** Codes that are added (true) or removed, in this order. */
type Changes = readonly (readonly [code: string, isAdded: boolean])[];

/** A note: the share code of the face that was removed last, and its index among the favourites. */
const removedSchema = v.object({ code: v.string(), at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) });
export type RemovedFavourite = v.InferOutput<typeof removedSchema>;

export function createFavourites(): Favourites {
  const codes = createStore<readonly string[]>([]);
  const problem = createStore<FavouritesProblem | null>(null);
  const removed = createStore<RemovedFavourite | null>(null);
  // Other tabs of the page change the favourites too.
  const channel = new BroadcastChannel(FAVOURITES_CHANNEL);
  channel.addEventListener('message', () => {
    readNote(NOTES.favourites).then(
      (stored) => codes.set(codesIn(stored)),
      () => {},
    );
  });
  /** The changes that were made before the favourites had been read. */
  const early: (readonly [string, boolean])[] = [];
  let read: 'pending' | 'done' | 'failed' = 'pending';
  // In a later task: the first look into localStorage takes a browser several milliseconds, while the page's scripts begin.
  void nextTask()
    .then(() =>
      moveFromLocalStorage(FORMER.favourites, NOTES.favourites, (former, stored) => [
        ...new Set([...codesIn(former), ...codesIn(stored)]),
      ]),
    )
    .then(({ value, isStored }) => {
      read = isStored ? 'done' : 'failed';
      codes.set(withChanges(value, early));
      return readNote(NOTES.removedFavourite);
    })
    .then((stored) => {
      const { success, output } = v.safeParse(removedSchema, stored);
      if (removed.get() === null && success && !codes.get().includes(output.code)) {
        removed.set(output);
      }
    })
    // Where nothing can be read, nothing can be brought back.
    .catch((error: unknown) =>
      console.info('dareka: the favourite that was removed could not be read:', error),
    );

  function keepRemoved(next: RemovedFavourite | null): void {
    removed.set(next);
    writeNote(NOTES.removedFavourite, next).catch((error: unknown) =>
      console.info('dareka: the favourite that was removed could not be kept:', error),
    );
  }

  /**
   * Where storage is full or forbidden, the favourites last as long as the page is open. Once the list has been read, it is written
   * whole: the page may be closed before another read finishes. A list that has not been read is changed, not overwritten.
   */
  function store(changes: Changes): void {
    const stored =
      read === 'done'
        ? writeNote(NOTES.favourites, codes.get())
        : updateNote(NOTES.favourites, (before) => withChanges(codesIn(before), changes));
    stored.then(
      () => {
        problem.set(null);
        channel.postMessage(null);
      },
      (error: unknown) => problem.set(isStorageFull(error) ? 'full' : 'forbidden'),
    );
  }

  function change(changes: Changes): void {
    codes.set(withChanges(codes.get(), changes));
    if (read === 'pending') {
      early.push(...changes);
    }
    store(changes);
  }

  return {
    codes,
    problem,
    removed,
    toggle(code) {
      const at = codes.get().indexOf(code);
      if (at >= 0) {
        keepRemoved({ code, at });
      } else if (removed.get()?.code === code) {
        keepRemoved(null);
      }
      change([[code, at < 0]]);
    },
    bringBack() {
      const last = removed.get();
      if (last === null || codes.get().includes(last.code)) {
        return;
      }
      const { code, at } = last;
      keepRemoved(null);
      codes.set(codes.get().toSpliced(at, 0, code));
      if (read === 'pending') {
        early.push([code, true]);
      }
      store([[code, true]]);
    },
    add(added) {
      const known = new Set(codes.get());
      const unknown = [...new Set(added)].filter((code) => !known.has(code));
      if (unknown.length > 0) {
        change(unknown.toReversed().map((code) => [code, true] as const));
      }
      return unknown.length;
    },
  };
}

function withChanges(codes: readonly string[], changes: Changes): readonly string[] {
  const changed = new Set<string>();
  const added: string[] = [];
  // The last change of a code counts, and what is added last comes first.
  for (const [code, isAdded] of changes.toReversed()) {
    if (isAdded && !changed.has(code)) {
      added.push(code);
    }
    changed.add(code);
  }
  return [...added, ...codes.filter((code) => !changed.has(code))];
}

function codesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((code) => typeof code === 'string') : [];
}
