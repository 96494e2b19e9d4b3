/** The pause rules as all of the page sees them. */
import { createStore } from '../../store.ts';
import { DEFAULT_RULES, type PauseRules, readRules, storeRules } from './pause-rules.ts';

export const pauseRules = createStore<PauseRules>(DEFAULT_RULES);

/** Reads the stored rules. */
export async function loadRules(): Promise<void> {
  const before = pauseRules.get();
  const stored = await readRules();
  // Unless the visitor has changed them meanwhile.
  if (pauseRules.get() === before) {
    pauseRules.set(stored);
  }
}

export function changeRules(changed: PauseRules): void {
  pauseRules.set(changed);
  void storeRules(changed);
}
