/**
 * A game of the quiz: ten rounds that all follow from one number, so that its link, `#quiz/96/TAG/NUMBER`, brings back the
 * same faces in the same places.
 */
import { philox } from '../../../latent/philox.ts';
import type { Route } from '../shell/route.ts';

export const ROUNDS = 10;
/** In how many pixels a side the faces are shown: the fewer, the harder it is to tell. */
export const EDGES = [96, 48] as const;

export type Game = {
  readonly edge: (typeof EDGES)[number];
  /** The tag of the model that makes faces up. */
  readonly model: string;
  /** An integer in 0 … 2^32 − 1. */
  readonly number: number;
};

export type Round = {
  /** Of the face that is made up. */
  readonly seed: number;
  /** Which of the portraits is beside it. */
  readonly portrait: number;
  /** Where the made-up face is: 0 left, 1 right. */
  readonly generatedSide: 0 | 1;
};

/** A game that most likely nobody has played yet. */
export function randomGame(model: string, edge: Game['edge']): Game {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { edge, model, number };
}

/** @param portraits how many there are, at least ROUNDS; none comes twice in a game */
export function drawRounds({ number }: Game, portraits: number): Round[] {
  const left = Array.from({ length: portraits }, (_, i) => i);
  return Array.from({ length: ROUNDS }, (_, i) => {
    const [seed, place, side] = philox(number, 0, i, 0, 0, 0);
    const [portrait = 0] = left.splice(place % left.length, 1);
    return { seed, portrait, generatedSide: side % 2 === 0 ? 0 : 1 };
  });
}

export function gameRoute({ edge, model, number }: Game): Route {
  return { view: 'quiz', code: null, parts: [String(edge), model, String(number)] };
}

/** The game that a route says, or null where it says none. */
export function parseGame({ parts: [side, model = '', digits = ''] }: Route): Game | null {
  const edge = EDGES.find((known) => String(known) === side);
  const number = /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  if (edge === undefined || !/^[0-9a-f]{6}$/.test(model) || !(number < 2 ** 32)) {
    return null;
  }
  return { edge, model, number };
}
