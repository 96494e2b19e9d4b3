/** When trainings rest, as all of the page sees it. */
import { createStore } from '../../store.ts';
import { type RestRules, readRules, storeRules, USUAL_RULES } from './rest-rules.ts';

export const restRules = createStore<RestRules>(USUAL_RULES);

/** Reads what is stored. */
export async function loadRules(): Promise<void> {
  const before = restRules.get();
  const stored = await readRules();
  // The visitor changed nothing meanwhile.
  if (restRules.get() === before) {
    restRules.set(stored);
  }
}

export function changeRules(changed: RestRules): void {
  restRules.set(changed);
  void storeRules(changed);
}
