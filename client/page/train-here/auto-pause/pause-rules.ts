/** When a training is paused by itself: in a hidden tab, and at a limit. */
import * as v from 'valibot';
import { NOTES } from '../../../storage/names.ts';
import { readNote, updateNote, writeNote } from '../../../storage/notes.ts';
import { idsOfCheckpoints } from '../trainings/checkpoint-storage.ts';

/** The limits that can be chosen, counted from when the training went on. */
export const LIMITS = ['none', '5 minutes', '30 minutes', '500 steps', '5000 steps'] as const;
export type Limit = (typeof LIMITS)[number];

const rulesSchema = v.object({
  /** Whether it is paused while the tab is hidden; null where the visitor has not said: then it is on battery power. */
  hidden: v.nullable(v.boolean()),
  /** The limits by the ids of the trainings; those without a limit are left out. */
  limits: v.optional(v.record(v.string(), v.picklist(LIMITS)), {}),
});
export type PauseRules = Readonly<v.InferOutput<typeof rulesSchema>>;

/** How far a training is at a time, in milliseconds since 1970. */
export type Moment = { readonly step: number; readonly time: number };

export const DEFAULT_RULES: PauseRules = { hidden: null, limits: {} };

/** Earlier builds had one limit for all trainings. The trainings of that time keep it. */
const formerSchema = v.object({ hidden: v.nullable(v.boolean()), limit: v.picklist(LIMITS) });

/** @param stored the note's value @param ids of the trainings on this device */
export function rulesIn(stored: unknown, ids: readonly string[]): PauseRules {
  const former = v.safeParse(formerSchema, stored);
  if (former.success) {
    const { hidden, limit } = former.output;
    return { hidden, limits: Object.fromEntries(ids.map((id) => [id, limit])) };
  }
  const parsed = v.safeParse(rulesSchema, stored);
  return parsed.success ? parsed.output : DEFAULT_RULES;
}

/** What the visitor chose; the defaults where nothing can be read. Never rejects. */
export async function readRules(): Promise<PauseRules> {
  try {
    return rulesIn(await readNote(NOTES.trainingRest), await idsOfCheckpoints());
  } catch {
    return DEFAULT_RULES;
  }
}

/** The rules with another limit of a training. */
export function withLimit(rules: PauseRules, id: string, limit: Limit): PauseRules {
  const { [id]: _, ...others } = rules.limits;
  return { ...rules, limits: limit === 'none' ? others : { ...others, [id]: limit } };
}

/** Forgets the limit of a training that is deleted. @throws DOMException where storage is forbidden */
export async function forgetLimit(id: string): Promise<void> {
  await updateNote(NOTES.trainingRest, (stored) => withLimit(rulesIn(stored, []), id, 'none'));
}

/** Never rejects: where storage is full or forbidden, the rules last as long as the page. */
export async function storeRules(rules: PauseRules): Promise<void> {
  await writeNote(NOTES.trainingRest, rules).catch((error: unknown) =>
    console.info('dareka: when the training is paused by itself could not be kept:', error),
  );
}

/** @param since when the training went on */
export function isLimitReached(limit: Limit, since: Moment, now: Moment): boolean {
  const [amount, unit] = limit.split(' ');
  if (unit === undefined) {
    return false;
  }
  const done = unit === 'steps' ? now.step - since.step : (now.time - since.time) / 60_000;
  return done >= Number(amount);
}
