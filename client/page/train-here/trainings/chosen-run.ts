/** Which training a visit goes on with, or begins. */
import type { PublishedSet } from '../training-sets.ts';
import type { StoredRun } from './stored-runs.ts';

/** A training: its id, and what it learns from, with its own recipe. */
export type ChosenRun = PublishedSet & { readonly id: string };

/** A training that is stored, with the recipe that it has. */
export function storedRun(published: PublishedSet, { id, recipe }: StoredRun): ChosenRun {
  return { ...published, id, set: { ...published.set, recipe } };
}

/** A training that begins. Without an id, the first on a set has the set's name, as that of earlier builds. */
export function newRun(
  published: PublishedSet,
  runs: readonly StoredRun[],
  id: string = published.name,
): ChosenRun {
  const isTaken = runs.some((run) => run.id === id);
  return { ...published, id: isTaken ? randomId() : id };
}

/** Such an id is in no list. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/**
 * @param runs those on this device, the latest first
 * @param id of the training that the address names; null where it names none
 * @returns that one, which is new where there is none with its id; without an id, the latest on the set or a new one
 */
export function chooseRun(
  published: PublishedSet,
  runs: readonly StoredRun[],
  id: string | null,
): { run: ChosenRun; resumes: boolean } {
  const stored = runs.find((run) => run.set === published.name && (id === null || run.id === id));
  return stored === undefined
    ? { run: newRun(published, runs, id ?? undefined), resumes: false }
    : { run: storedRun(published, stored), resumes: true };
}
