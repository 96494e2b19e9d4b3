/** Undo and redo without end. A gesture, from its first movement to its rest, is one step. */
import { useRef, useState } from 'preact/hooks';

export type UndoHistory<T> = {
  readonly present: T;
  /** The present, but for a gesture that is under way: where that began. */
  readonly committed: T;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** In the middle of a gesture. */
  update(next: T): void;
  /** At its end; `next` is left out where the last movement was the end. */
  commit(next?: T): void;
  undo(): void;
  redo(): void;
};

type Entries<T> = { past: readonly T[]; present: T; future: readonly T[]; before: T | null };

export function useUndoHistory<T>(first: T): UndoHistory<T> {
  const [, renderAgain] = useState(0);
  const course = useRef<Entries<T>>({ past: [], present: first, future: [], before: null });
  function set(next: Entries<T>): void {
    course.current = next;
    renderAgain((count) => count + 1);
  }
  const { past, present, future, before } = course.current;
  return {
    present,
    committed: before ?? present,
    canUndo: past.length > 0 || before !== null,
    canRedo: future.length > 0,
    update(next) {
      const now = course.current;
      set({ ...now, present: next, before: now.before ?? now.present });
    },
    commit(next) {
      const now = course.current;
      const present = next ?? now.present;
      const before = now.before ?? now.present;
      if (before === present) {
        return;
      }
      set({ past: [...now.past, before], present, future: [], before: null });
    },
    undo() {
      const { past, present, future, before } = course.current;
      if (before !== null) {
        set({ past, present: before, future: [present], before: null });
        return;
      }
      const last = past.at(-1);
      if (last === undefined) {
        return;
      }
      set({ past: past.slice(0, -1), present: last, future: [present, ...future], before: null });
    },
    redo() {
      const { past, present, future, before } = course.current;
      const [next] = future;
      if (next === undefined || before !== null) {
        return;
      }
      set({ past: [...past, present], present: next, future: future.slice(1), before: null });
    },
  };
}
