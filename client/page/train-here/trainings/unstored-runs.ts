/**
 * Trainings that could not be stored, since storage is full or forbidden. The page keeps them in memory as long as it is open, so that they go on
 * after another training, a comparison or a change of the backend.
 */
import type { Recipe } from '../../../../gan/recipe.ts';
import type { TrainingSetName } from '../sets/training-sources.ts';

/** A training that its worker could not store. */
export type UnstoredRun = {
  readonly id: string;
  /** The name of the set that it learns from. */
  readonly set: TrainingSetName;
  readonly recipe: Recipe;
  readonly steps: number;
  /** The file of its checkpoint. */
  readonly checkpoint: Blob;
};

/** In milliseconds since 1970. */
type Times = { readonly createdAt: number; readonly updatedAt: number };

const kept = new Map<string, UnstoredRun & Times>();

/** Keeps a training, in place of its former state. */
export function keepUnstored(run: UnstoredRun): void {
  const now = Date.now();
  kept.set(run.id, { ...run, createdAt: kept.get(run.id)?.createdAt ?? now, updatedAt: now });
}

/** Forgets a training that was stored, deleted or started over. @returns whether it was kept */
export function forgetUnstored(id: string): boolean {
  return kept.delete(id);
}

/** The file of a training's checkpoint; undefined where it is not kept here. */
export function unstoredCheckpoint(id: string): Blob | undefined {
  return kept.get(id)?.checkpoint;
}

export function unstoredRuns(): (Omit<UnstoredRun, 'checkpoint'> & Times)[] {
  return Array.from(kept.values(), ({ checkpoint, ...run }) => run);
}
