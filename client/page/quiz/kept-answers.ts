/** The answers of the latest games, so that a game goes on where it was: after Back, in another size and after a reload. */
import * as v from 'valibot';
import { NOTES, PREFIXES } from '../../storage/names.ts';
import { readNote } from '../../storage/notes.ts';
import { createRecentEntries } from '../../storage/recent-entries.ts';
import { type Game, keyOf, ROUNDS, type Side } from './game.ts';

/** Older games are forgotten. */
const MAX_GAMES = 30;

const answeredSchema = v.object({
  game: v.string(),
  /** The side that was chosen in each round that was answered. */
  answers: v.pipe(v.array(v.picklist([0, 1])), v.maxLength(ROUNDS)),
});
const games = createRecentEntries(PREFIXES.quizGame, answeredSchema, MAX_GAMES);

/** The side that was chosen in each round so far. Never rejects: where nothing can be read, there are no answers but those of this page. */
export async function readAnswers(game: Game): Promise<readonly Side[]> {
  const key = keyOf(game);
  const former = v.safeParse(v.array(answeredSchema), await readNote(NOTES.quizGames).catch(() => undefined));
  const all = [...(await games.read()), ...(former.success ? former.output : [])];
  return all.find((each) => each.game === key)?.answers ?? [];
}

/** Stores the answers of a game. Never rejects: where storage is full or forbidden, they last as long as the page is open. */
export async function keepAnswers(game: Game, answers: Side[]): Promise<void> {
  const key = keyOf(game);
  await games
    .put(key, { game: key, answers })
    .catch((error: unknown) => console.info('dareka: the answers could not be kept:', error));
}
