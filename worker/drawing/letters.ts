/**
 * The letters of the card, as strokes. The unit is the em; x runs to the right, y upwards from the baseline.
 */
import { arc, curve, type Point, type Stroke } from './strokes.ts';

type Letter = { readonly strokes: readonly Stroke[]; readonly width: number };

/** Height of an x, of capitals, and of what rises above. */
const X = 0.5;
const CAP = 0.72;
const RISE = 0.75;
/** Radius of an o. */
const R = X / 2;
/** Room between letters. */
const GAP = 0.15;

function line(...points: Point[]): Stroke {
  return points;
}
const bowl = arc([R, R], [R, R], 0, 360);
function stem(x: number, height: number): Stroke {
  return line([x, height], [x, 0]);
}
/** From a stem over to the next one. */
function arch(x: number, width: number): Stroke {
  return [...arc([x + width / 2, X - width / 2], [width / 2, width / 2], 180, 0), [x + width, 0]];
}

const LETTERS: Readonly<Record<string, Letter>> = {
  D: {
    strokes: [[[0, 0], [0, CAP], [0.2, CAP], ...arc([0.2, CAP / 2], [0.36, CAP / 2], 90, -90), [0, 0]]],
    width: 0.56,
  },
  a: { strokes: [bowl, stem(2 * R, X)], width: 2 * R },
  d: { strokes: [bowl, stem(2 * R, RISE)], width: 2 * R },
  e: { strokes: [[[0.01, R], [2 * R, R], ...arc([R, R], [R, R], 0, 312)]], width: 2 * R },
  h: { strokes: [stem(0, RISE), arch(0, 0.4)], width: 0.4 },
  i: { strokes: [stem(0, X), [[0, 0.7]]], width: 0 },
  k: {
    strokes: [stem(0, RISE), line([0.36, X], [0, 0.18]), line([0.12, 0.285], [0.38, 0])],
    width: 0.37,
  },
  m: { strokes: [stem(0, X), arch(0, 0.34), arch(0.34, 0.34)], width: 0.68 },
  n: { strokes: [stem(0, X), arch(0, 0.4)], width: 0.4 },
  o: { strokes: [bowl], width: 2 * R },
  r: { strokes: [stem(0, X), arc([0.22, X - 0.22], [0.22, 0.22], 180, 62)], width: 0.3 },
  s: {
    strokes: [
      curve(
        [0.32, 0.41],
        [0.25, 0.485],
        [0.16, 0.5],
        [0.06, 0.465],
        [0.025, 0.38],
        [0.07, 0.3],
        [0.17, 0.255],
        [0.275, 0.21],
        [0.32, 0.13],
        [0.28, 0.04],
        [0.165, 0],
        [0.06, 0.025],
        [0, 0.11],
      ),
    ],
    width: 0.32,
  },
  t: { strokes: [stem(0.12, 0.69), line([0, X], [0.27, X])], width: 0.26 },
  w: { strokes: [line([0, X], [0.17, 0], [0.33, X], [0.49, 0], [0.66, X])], width: 0.66 },
  x: { strokes: [line([0, X], [0.38, 0]), line([0.38, X], [0, 0])], width: 0.38 },
  ' ': { strokes: [], width: 0.14 },
  誰: {
    strokes: [
      line([0.2, 0.93], [0.27, 0.86]),
      line([0.03, 0.77], [0.43, 0.77]),
      line([0.09, 0.63], [0.38, 0.63]),
      line([0.09, 0.49], [0.38, 0.49]),
      line([0.1, 0.02], [0.1, 0.35], [0.37, 0.35], [0.37, 0.02]),
      line([0.1, 0.06], [0.37, 0.06]),
      curve([0.65, 0.93], [0.58, 0.74], [0.47, 0.56]),
      line([0.58, 0.73], [0.58, -0.02]),
      line([0.8, 0.93], [0.755, 0.76]),
      line([0.58, 0.76], [0.96, 0.76]),
      line([0.765, 0.76], [0.765, 0.07]),
      line([0.58, 0.54], [0.93, 0.54]),
      line([0.58, 0.31], [0.93, 0.31]),
      line([0.58, 0.07], [0.99, 0.07]),
    ],
    width: 1,
  },
  か: {
    strokes: [
      curve(
        [0.06, 0.6],
        [0.22, 0.635],
        [0.42, 0.66],
        [0.55, 0.645],
        [0.605, 0.54],
        [0.595, 0.34],
        [0.545, 0.13],
        [0.475, 0.045],
        [0.37, 0.1],
      ),
      curve([0.36, 0.9], [0.31, 0.62], [0.22, 0.32], [0.08, 0.03]),
      curve([0.73, 0.74], [0.85, 0.58], [0.94, 0.36]),
    ],
    width: 1,
  },
};

/**
 * A line of text as strokes in pixels.
 *
 * @param at where its baseline begins, y downwards
 * @param em its size, in pixels
 * @throws RangeError for a letter that nobody has drawn
 */
export function write(text: string, [left, baseline]: Point, em: number): Stroke[] {
  let x = 0;
  return Array.from(text).flatMap((character) => {
    const letter = LETTERS[character];
    if (letter === undefined) {
      throw new RangeError(`there is no letter ${character}`);
    }
    const start = x;
    x += letter.width + GAP;
    return letter.strokes.map((stroke) =>
      stroke.map(([dx, dy]): Point => [left + (start + dx) * em, baseline - dy * em]),
    );
  });
}
