/** The answers of the latest games, so that a game goes on where it was: after Back, in another size and after a reload. */
import * as v from 'valibot';
import { NOTES } from '../../storage/names.ts';
import { readNote, updateNote } from '../../storage/notes.ts';
import { type Game, keyOf, ROUNDS, type Side } from './game.ts';

/** Older games are forgotten. */
const MAX_GAMES = 30;

const keptSchema = v.array(
  v.object({
    game: v.string(),
    /** The side that was chosen in each round that was answered. */
    answers: v.pipe(v.array(v.picklist([0, 1])), v.maxLength(ROUNDS)),
  }),
);

/** The answers that were given on this page, by game: where storage is full or forbidden, they last as long as the page is open. */
const ofThisPage = new Map<string, readonly Side[]>();

/** The side that was chosen in each round so far. Never rejects: where nothing can be read, there are no answers. */
export async function readAnswers(game: Game): Promise<readonly Side[]> {
  const key = keyOf(game);
  const here = ofThisPage.get(key);
  if (here !== undefined) {
    return here;
  }
  const stored = await readNote(NOTES.quizGames).catch(() => undefined);
  return gamesIn(stored).find((each) => each.game === key)?.answers ?? [];
}

/** Stores the answers of a game; an empty list forgets it. Never rejects. */
export async function keepAnswers(game: Game, answers: readonly Side[]): Promise<void> {
  const key = keyOf(game);
  ofThisPage.set(key, answers);
  await updateNote(NOTES.quizGames, (stored) => {
    const others = gamesIn(stored).filter((each) => each.game !== key);
    return answers.length === 0 ? others : [{ game: key, answers }, ...others].slice(0, MAX_GAMES);
  }).catch((error: unknown) => console.info('dareka: the answers could not be kept:', error));
}

function gamesIn(stored: unknown): v.InferOutput<typeof keptSchema> {
  const parsed = v.safeParse(keptSchema, stored);
  return parsed.success ? parsed.output : [];
}
