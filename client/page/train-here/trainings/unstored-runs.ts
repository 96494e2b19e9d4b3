/**
 * Trainings that could not be stored, since storage is full or forbidden: what the page keeps of each of them in memory as long as it is
 * open, so that they go on after another training, a comparison or a change of the backend.
 */
import type { Recipe } from '../../../../gan/recipe.ts';
import type { TrainingSetName } from '../sets/training-sources.ts';

/** A training as its worker could not store it. */
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

/** Takes the place of what was kept of the training before. */
export function keepUnstored(run: UnstoredRun): void {
  const now = Date.now();
  kept.set(run.id, { ...run, createdAt: kept.get(run.id)?.createdAt ?? now, updatedAt: now });
}

/** It was stored, deleted, or begins anew. @returns whether anything was kept */
export function forgetUnstored(id: string): boolean {
  return kept.delete(id);
}

/** The file of its checkpoint; undefined where it is stored, or is none. */
export function unstoredCheckpoint(id: string): Blob | undefined {
  return kept.get(id)?.checkpoint;
}

export function unstoredRuns(): (Omit<UnstoredRun, 'checkpoint'> & Times)[] {
  return Array.from(kept.values(), ({ checkpoint, ...run }) => run);
}
