/** Undo and redo. A gesture, from its first movement to its end, is one step. */
import { useRef, useState } from 'preact/hooks';

/** The steps that can be taken back; older ones are forgotten. */
export const MAX_STEPS = 100;

/** The part of a history that can be stored, and restored later. */
export type HistoryEntries<T> = {
  /** The oldest first. */
  readonly past: readonly T[];
  readonly present: T;
  /** The next one first. */
  readonly future: readonly T[];
};

export type UndoHistory<T> = {
  readonly present: T;
  /** The present value; during a gesture, the value before it. */
  readonly committed: T;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** During a gesture. */
  update(next: T): void;
  /** At the end of a gesture, or for a change without one. Without `next` the last update is kept. */
  commit(next?: T): void;
  undo(): void;
  redo(): void;
  /** Brings back a history that was kept, unless there are changes already. */
  restore(entries: HistoryEntries<T>): void;
};

/** `gestureStart` is null outside gestures. */
type State<T> = HistoryEntries<T> & { readonly gestureStart: T | null };

/**
 * @param isSame whether two values are equal: a gesture that ends where it began is no step
 * @param onChange called after each step, undo and redo, also when a gesture ends after the component is gone
 */
export function useUndoHistory<T>(
  first: T,
  isSame: (one: T, other: T) => boolean,
  onChange: (entries: HistoryEntries<T>) => void,
): UndoHistory<T> {
  const [, renderAgain] = useState(0);
  const state = useRef<State<T>>({ past: [], present: first, future: [], gestureStart: null });
  function set(next: State<T>): void {
    state.current = next;
    renderAgain((count) => count + 1);
  }
  function step(next: HistoryEntries<T>): void {
    set({ ...next, gestureStart: null });
    onChange(next);
  }
  const { past, present, future, gestureStart } = state.current;
  return {
    present,
    committed: gestureStart ?? present,
    canUndo: past.length > 0 || gestureStart !== null,
    canRedo: future.length > 0,
    update(next) {
      const now = state.current;
      set({ ...now, present: next, gestureStart: now.gestureStart ?? now.present });
    },
    commit(next) {
      const now = state.current;
      const present = next ?? now.present;
      const before = now.gestureStart ?? now.present;
      if (isSame(before, present)) {
        set({ ...now, present: before, gestureStart: null });
        return;
      }
      step({ past: [...now.past, before].slice(-MAX_STEPS), present, future: [] });
    },
    undo() {
      const { past, present, future, gestureStart } = state.current;
      if (gestureStart !== null) {
        step({ past, present: gestureStart, future: [present] });
        return;
      }
      const last = past.at(-1);
      if (last === undefined) {
        return;
      }
      step({ past: past.slice(0, -1), present: last, future: [present, ...future] });
    },
    redo() {
      const { past, present, future, gestureStart } = state.current;
      const [next] = future;
      if (next === undefined || gestureStart !== null) {
        return;
      }
      step({ past: [...past, present], present: next, future: future.slice(1) });
    },
    restore(entries) {
      const { past, future, gestureStart } = state.current;
      if (past.length === 0 && future.length === 0 && gestureStart === null) {
        set({ ...entries, gestureStart: null });
      }
    },
  };
}
