/** Pictures of handwritten signs, each a pure function of a seed and its number. */

import { permutation } from '../data/epoch-order.ts';
import { openChance } from '../measures/chance.ts';
import type { Glyph } from './glyphs.ts';
import { write } from './hand.ts';
import { drawInk } from './ink.ts';

export type HandwrittenSign = {
  /** Its place in the alphabet. */
  readonly label: number;
  /** u8 [28, 28]: 0 is paper, 255 ink */
  readonly pixels: Uint8Array;
};

/** The picture of some number: of as many in a row as the alphabet has signs, each shows another. */
export function drawSign(alphabet: readonly Glyph[], seed: number, number: number): HandwrittenSign {
  const round = Math.floor(number / alphabet.length);
  const label = permutation(alphabet.length, seed, round)[number % alphabet.length] ?? 0;
  const glyph = alphabet[label];
  if (!glyph) {
    throw new RangeError('an alphabet has at least one sign');
  }
  const chance = openChance(seed, number, 0);
  return { label, pixels: drawInk(write(glyph, chance), chance) };
}
