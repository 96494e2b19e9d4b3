/** Undo and redo without limit. A gesture, from its first movement to its end, is one step. */
import { useRef, useState } from 'preact/hooks';

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
};

/** `gestureStart` is null outside gestures. */
type Entries<T> = { past: readonly T[]; present: T; future: readonly T[]; gestureStart: T | null };

export function useUndoHistory<T>(first: T): UndoHistory<T> {
  const [, renderAgain] = useState(0);
  const entries = useRef<Entries<T>>({ past: [], present: first, future: [], gestureStart: null });
  function set(next: Entries<T>): void {
    entries.current = next;
    renderAgain((count) => count + 1);
  }
  const { past, present, future, gestureStart } = entries.current;
  return {
    present,
    committed: gestureStart ?? present,
    canUndo: past.length > 0 || gestureStart !== null,
    canRedo: future.length > 0,
    update(next) {
      const now = entries.current;
      set({ ...now, present: next, gestureStart: now.gestureStart ?? now.present });
    },
    commit(next) {
      const now = entries.current;
      const present = next ?? now.present;
      const before = now.gestureStart ?? now.present;
      if (before === present) {
        return;
      }
      set({ past: [...now.past, before], present, future: [], gestureStart: null });
    },
    undo() {
      const { past, present, future, gestureStart } = entries.current;
      if (gestureStart !== null) {
        set({ past, present: gestureStart, future: [present], gestureStart: null });
        return;
      }
      const last = past.at(-1);
      if (last === undefined) {
        return;
      }
      set({ past: past.slice(0, -1), present: last, future: [present, ...future], gestureStart: null });
    },
    redo() {
      const { past, present, future, gestureStart } = entries.current;
      const [next] = future;
      if (next === undefined || gestureStart !== null) {
        return;
      }
      set({ past: [...past, present], present: next, future: future.slice(1), gestureStart: null });
    },
  };
}
