/** How well somebody told faces so far, in this browser's storage. */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const recordSchema = v.object({
  /** Right answers in a row, up to now, and the most there ever were. */
  streak: count,
  best: count,
  right: count,
  answers: count,
});

export type QuizStatistics = v.InferOutput<typeof recordSchema>;

const KEPT = 'dareka.quiz';
const NOTHING: QuizStatistics = { streak: 0, best: 0, right: 0, answers: 0 };

export function readStatistics(): QuizStatistics {
  try {
    return v.parse(recordSchema, JSON.parse(localStorage.getItem(KEPT) ?? 'null'));
  } catch {
    return NOTHING;
  }
}

/** @returns the record with one more answer, which is kept where storage is to be had */
export function addAnswer(before: QuizStatistics, isRight: boolean): QuizStatistics {
  const streak = isRight ? before.streak + 1 : 0;
  const after = {
    streak,
    best: Math.max(before.best, streak),
    right: before.right + (isRight ? 1 : 0),
    answers: before.answers + 1,
  };
  try {
    localStorage.setItem(KEPT, JSON.stringify(after));
  } catch {
    // Forbidden or full storage: it counts for as long as the page is open.
  }
  return after;
}
