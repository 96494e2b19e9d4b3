/**
 * Trainings that could not be stored, since storage is full or forbidden. The page keeps them in memory as long as it is open, so that they go on
 * after another training, a comparison or a change of the backend.
 */
import type { Recipe } from '../../../../gan/recipe.ts';
import type { TrainingSetName } from '../sets/training-sources.ts';

/** What a worker says of a training that it could not store. */
type Refused = {
  readonly recipe: Recipe;
  readonly step: number;
  readonly checkpoint: Blob;
  /** Whether storage is full; else it is forbidden. */
  readonly full: boolean;
};

type UnstoredRun = {
  readonly id: string;
  /** The name of the set that it learns from. */
  readonly set: TrainingSetName;
  readonly recipe: Recipe;
  readonly steps: number;
  /** The file of its checkpoint. */
  readonly checkpoint: Blob;
  readonly why: StorageProblem;
};

type StorageProblem = 'storageFull' | 'storageForbidden';

/** In milliseconds since 1970. */
type Times = { readonly createdAt: number; readonly updatedAt: number };

const kept = new Map<string, UnstoredRun & Times>();

/** Keeps a training, in place of its former state. @param run its id, and the name of the set that it learns from */
export function keepUnstored(
  { id, name }: { readonly id: string; readonly name: TrainingSetName },
  { recipe, step: steps, checkpoint, full }: Refused,
): void {
  const why = full ? 'storageFull' : 'storageForbidden';
  const now = Date.now();
  const createdAt = kept.get(id)?.createdAt ?? now;
  kept.set(id, { id, set: name, recipe, steps, checkpoint, why, createdAt, updatedAt: now });
}

/** Forgets a training that was stored, deleted or started over. @returns whether it was kept */
export function forgetUnstored(id: string): boolean {
  return kept.delete(id);
}

/** A training that is kept here; undefined where it is not. */
export function unstoredRun(id: string): UnstoredRun | undefined {
  return kept.get(id);
}

export function unstoredRuns(): (Omit<UnstoredRun, 'checkpoint'> & Times)[] {
  return Array.from(kept.values(), ({ checkpoint, ...run }) => run);
}
