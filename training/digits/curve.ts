/** A stroke as it is written in `glyphs.ts`, and the curve that it stands for. */

export type Point = readonly [x: number, y: number];
/** Points that a pen passes in turn, on a smooth curve from corner to corner. */
export type Stroke = { readonly points: readonly Point[]; readonly corners: readonly boolean[] };

/** Points of a curve between two that are given. */
const STEPS = 5;

/**
 * @param text such as `20,10 48,9 78,7! 56,50 42,97`
 * @throws SyntaxError for another
 */
export function parseStroke(text: string): Stroke {
  const words = text.split(' ').map((word) => {
    const [, x, y, corner] = /^(\d+),(\d+)(!?)$/.exec(word) ?? [];
    if (x === undefined || y === undefined) {
      throw new SyntaxError(`a stroke: ${word} is no point, such as 20,10 or, at a corner, 20,10!`);
    }
    return { point: [Number(x), Number(y)] as const, isCorner: corner === '!' };
  });
  return { points: words.map(({ point }) => point), corners: words.map(({ isCorner }) => isCorner) };
}

/** The cubic from b to c that leaves b as if coming from a, and reaches c as if going on to d (Catmull & Rom, 1974). */
function cubic(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/** The curve of a stroke as a line of more points. */
export function smooth({ points, corners }: Stroke): Point[] {
  const last = points.length - 1;
  const at = (i: number): Point => points[i] ?? [0, 0];
  // At a corner, and at the ends, a curve does not know what was before or comes after.
  const isEnd = (i: number): boolean => i === 0 || i === last || corners[i] === true;
  const out: Point[] = [];
  for (let i = 0; i < last; i++) {
    const [b, c] = [at(i), at(i + 1)];
    const a = isEnd(i) ? b : at(i - 1);
    const d = isEnd(i + 1) ? c : at(i + 2);
    for (let step = 0; step < STEPS; step++) {
      const t = step / STEPS;
      out.push([cubic(a[0], b[0], c[0], d[0], t), cubic(a[1], b[1], c[1], d[1], t)]);
    }
  }
  out.push(at(last));
  return out;
}
