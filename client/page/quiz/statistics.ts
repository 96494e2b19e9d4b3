/** How well the visitor has told faces from portraits so far, stored in this browser. */
import * as v from 'valibot';
import { moveFromLocalStorage } from '../../storage/former-places.ts';
import { FORMER, NOTES } from '../../storage/names.ts';
import { updateNote } from '../../storage/notes.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const statisticsSchema = v.object({
  /** Right answers in a row, up to now, and the longest such streak. */
  streak: count,
  best: count,
  right: count,
  answers: count,
});

export type QuizStatistics = v.InferOutput<typeof statisticsSchema>;

export const NO_ANSWERS: QuizStatistics = { streak: 0, best: 0, right: 0, answers: 0 };

/** Never rejects: where nothing can be read, there are no answers. */
export async function readStatistics(): Promise<QuizStatistics> {
  const { value } = await moveFromLocalStorage(FORMER.quiz, NOTES.quiz, (former, stored) => {
    const [a, b] = [statisticsIn(former), statisticsIn(stored)];
    return a.answers > b.answers ? a : b;
  });
  return value;
}

/**
 * Stores one more answer.
 *
 * @param before the statistics to count from where storage is full or forbidden; they last as long as the page is open
 * @returns the statistics with the answer. Never rejects
 */
export function addAnswer(before: QuizStatistics, isRight: boolean): Promise<QuizStatistics> {
  return updateNote(NOTES.quiz, (stored) => withAnswer(statisticsIn(stored), isRight)).catch(() =>
    withAnswer(before, isRight),
  );
}

function withAnswer({ streak, best, right, answers }: QuizStatistics, isRight: boolean): QuizStatistics {
  const longer = isRight ? streak + 1 : 0;
  return {
    streak: longer,
    best: Math.max(best, longer),
    right: right + (isRight ? 1 : 0),
    answers: answers + 1,
  };
}

function statisticsIn(value: unknown): QuizStatistics {
  const parsed = v.safeParse(statisticsSchema, value);
  return parsed.success ? parsed.output : NO_ANSWERS;
}
