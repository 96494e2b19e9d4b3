/**
 * A game of the quiz: ten rounds that are derived from one number, so that its link, `#quiz/96/TAG/NUMBER`, brings back
 * the same faces in the same places.
 */
import { isModelTag } from '../../../latent/model/manifest.ts';
import { philox } from '../../../latent/seed/philox.ts';
import type { PageRoute } from '../shell/route.ts';

export const ROUNDS = 10;
/** The edge of the pictures, in pixels: smaller ones are harder to tell apart. */
export const EDGES = [96, 48] as const;

export type Game = {
  readonly edge: (typeof EDGES)[number];
  /** The tag of the model that generates the faces. */
  readonly model: string;
  /** An integer in 0 … 2^32 − 1. */
  readonly number: number;
};

/** 0 left, 1 right. */
export type Side = 0 | 1;
export const SIDES: readonly Side[] = [0, 1];

export type Round = {
  /** The seed of the generated face. */
  readonly seed: number;
  /** The index of the training portrait beside it. */
  readonly portrait: number;
  /** Where the generated face is. */
  readonly generatedSide: Side;
};

export function randomGame(model: string, edge: Game['edge']): Game {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { edge, model, number };
}

/** @param portraitCount at least ROUNDS: no portrait comes twice in a game */
export function drawRounds({ number }: Game, portraitCount: number): Round[] {
  const unused = Array.from({ length: portraitCount }, (_, i) => i);
  return Array.from({ length: ROUNDS }, (_, i) => {
    const [seed, place, side] = philox(number, 0, i, 0, 0, 0);
    const [portrait = 0] = unused.splice(place % unused.length, 1);
    return { seed, portrait, generatedSide: side % 2 === 0 ? 0 : 1 };
  });
}

export function routeOfGame({ edge, model, number }: Game): PageRoute {
  return { view: 'quiz', code: null, parts: [String(edge), model, String(number)] };
}

/** A text that no other game has. */
export function keyOf(game: Game): string {
  return routeOfGame(game).parts.join('/');
}

/** The game of a route; null if it has none or an invalid one. */
export function gameInRoute({ parts: [pixels, model, digits = ''] }: PageRoute): Game | null {
  const edge = EDGES.find((known) => String(known) === pixels);
  const number = /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  if (edge === undefined || !isModelTag(model) || !(number < 2 ** 32)) {
    return null;
  }
  return { edge, model, number };
}
