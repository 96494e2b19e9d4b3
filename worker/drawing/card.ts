/** The card that a link unfurls to, 1200 × 630: the face large, on paper, beside the name of the house. */
import type { Pixels } from '../../picture/png.ts';
import { resample } from '../../picture/resample.ts';
import { write } from './letters.ts';
import { blend, type Colour, drawStrokes } from './strokes.ts';

export const CARD = { width: 1200, height: 630 } as const;

/** As the page has them in the light (client/page/styles/tokens.css). */
const PAPER: Colour = [0xf5, 0xf1, 0xea];
const INK: Colour = [0x23, 0x20, 0x1c];
const SOFT: Colour = [0x6b, 0x64, 0x5a];
const SEAL: Colour = [0xb8, 0x3a, 0x26];

const MARGIN = 55;
const FACE = CARD.height - 2 * MARGIN;
const CORNER = 36;
/** Where the words begin. */
const LEFT = MARGIN + FACE + 72;

const WORDS = [
  { text: '誰か', at: [LEFT, 258], em: 92, weight: 6, colour: SEAL },
  { text: 'Dareka', at: [LEFT, 392], em: 132, weight: 10, colour: INK },
  { text: 'someone who does not exist', at: [LEFT + 2, 462], em: 36, weight: 2.8, colour: SOFT },
] as const;

/** Paper and words, the same for every face: written once in an isolate. */
let blank: Pixels | undefined;

function blankCard(): Pixels {
  const card = { ...CARD, data: new Uint8ClampedArray(CARD.width * CARD.height * 4) };
  for (let at = 0; at < card.data.length; at += 4) {
    card.data.set([...PAPER, 255], at);
  }
  for (const { text, at, em, weight, colour } of WORDS) {
    drawStrokes(card, write(text, at, em), weight, colour);
  }
  return card;
}

/** How much of a pixel lies within a square of that edge with round corners. */
function coverOf(x: number, y: number, edge: number, corner: number): number {
  const half = edge / 2;
  const dx = Math.max(Math.abs(x + 0.5 - half) - (half - corner), 0);
  const dy = Math.max(Math.abs(y + 0.5 - half) - (half - corner), 0);
  return Math.min(Math.max(corner + 0.5 - Math.hypot(dx, dy), 0), 1);
}

/** @param face square */
export function drawCard(face: Pixels): Pixels {
  blank ??= blankCard();
  const card = { ...CARD, data: blank.data.slice() };
  const large = resample(face, FACE, FACE);
  for (let y = 0; y < FACE; y++) {
    const row = large.data.subarray(y * FACE * 4, (y + 1) * FACE * 4);
    card.data.set(row, ((MARGIN + y) * CARD.width + MARGIN) * 4);
  }
  // Paper again around the corners.
  const ends = [...Array(CORNER).keys(), ...Array.from({ length: CORNER }, (_, i) => FACE - CORNER + i)];
  for (const y of ends) {
    for (const x of ends) {
      blend(card, MARGIN + x, MARGIN + y, PAPER, 1 - coverOf(x, y, FACE, CORNER));
    }
  }
  return card;
}
