/** Which training a visit goes on with, or begins. */
import type { TrainingSource } from '../sets/training-sources.ts';
import type { StoredRun } from './stored-runs.ts';

/** What makes a training: its id, and what it learns from, with the recipe of its own. */
export type RunSpec = TrainingSource & { readonly id: string };

/** An id that no other training has. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** A training that begins. Without an id, the first one on a set has the set's name, as in earlier builds. */
export function newRun(
  source: TrainingSource,
  runs: readonly StoredRun[],
  id: string = source.name,
): RunSpec {
  const isTaken = runs.some((run) => run.id === id);
  return { ...source, id: isTaken ? randomId() : id };
}

/**
 * @param source what it learns from, with the recipe that a new training begins with
 * @param runs those on this device, the latest first
 * @param id of the training that the address names; null where it names none
 * @returns the training with that id, or a new one; without an id, the latest on the set, or a new one
 */
export function chooseRun(
  source: TrainingSource,
  runs: readonly StoredRun[],
  id: string | null,
): { run: RunSpec; resumes: boolean } {
  const stored = runs.find((run) => run.set === source.name && (id === null || run.id === id));
  if (stored === undefined) {
    return { run: newRun(source, runs, id ?? undefined), resumes: false };
  }
  const { recipe } = stored;
  return { run: { ...source, id: stored.id, set: { ...source.set, recipe } }, resumes: true };
}
