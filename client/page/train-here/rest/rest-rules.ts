/** When a training rests by itself: in a hidden tab, and at a limit. */
import * as v from 'valibot';
import { NOTES } from '../../../storage/names.ts';
import { readNote, updateNote, writeNote } from '../../../storage/notes.ts';
import { idsOfCheckpoints } from '../checkpoint-storage.ts';

/** The limits that can be chosen: so many minutes, or so many steps, from when the training went on. */
export const LIMITS = ['none', '5 minutes', '30 minutes', '500 steps', '5000 steps'] as const;
export type Limit = (typeof LIMITS)[number];

const rulesSchema = v.object({
  /** Whether it rests while the tab is hidden; null where the visitor has not said, so that it rests on battery. */
  hidden: v.nullable(v.boolean()),
  /** The limits of trainings that have one, by their ids. */
  limits: v.optional(v.record(v.string(), v.picklist(LIMITS)), {}),
});
export type RestRules = Readonly<v.InferOutput<typeof rulesSchema>>;

export const USUAL_RULES: RestRules = { hidden: null, limits: {} };

/** Earlier builds had one limit for all trainings, which those that there are keep. */
const formerSchema = v.object({ hidden: v.nullable(v.boolean()), limit: v.picklist(LIMITS) });

/** @param stored the note's value @param ids of the trainings on this device */
export function rulesIn(stored: unknown, ids: readonly string[]): RestRules {
  const former = v.safeParse(formerSchema, stored);
  if (former.success) {
    const { hidden, limit } = former.output;
    return { hidden, limits: Object.fromEntries(ids.map((id) => [id, limit])) };
  }
  const parsed = v.safeParse(rulesSchema, stored);
  return parsed.success ? parsed.output : USUAL_RULES;
}

/** What the visitor chose; the usual rules where nothing can be read. Never rejects. */
export async function readRules(): Promise<RestRules> {
  try {
    return rulesIn(await readNote(NOTES.trainingRest), await idsOfCheckpoints());
  } catch {
    return USUAL_RULES;
  }
}

/** The rules with another limit of a training. */
export function withLimit(rules: RestRules, id: string, limit: Limit): RestRules {
  const { [id]: _, ...others } = rules.limits;
  return { ...rules, limits: limit === 'none' ? others : { ...others, [id]: limit } };
}

/** Forgets the limit of a training that is deleted. @throws DOMException where storage is forbidden */
export async function forgetLimit(id: string): Promise<void> {
  await updateNote(NOTES.trainingRest, (stored) => withLimit(rulesIn(stored, []), id, 'none'));
}

/** Never rejects: where storage is full or forbidden, they last as long as the page. */
export async function storeRules(rules: RestRules): Promise<void> {
  await writeNote(NOTES.trainingRest, rules).catch((error: unknown) =>
    console.info('dareka: when the training rests could not be kept:', error),
  );
}

/** @param since the step and the time in milliseconds at which the training went on */
export function isLimitReached(
  limit: Limit,
  since: { readonly step: number; readonly time: number },
  now: { readonly step: number; readonly time: number },
): boolean {
  const [amount, unit] = limit.split(' ');
  if (unit === undefined) {
    return false;
  }
  const done = unit === 'steps' ? now.step - since.step : (now.time - since.time) / 60_000;
  return done >= Number(amount);
}
