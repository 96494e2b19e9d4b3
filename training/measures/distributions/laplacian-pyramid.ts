/**
 * The Laplacian pyramid (Burt & Adelson, 1983): a picture as its details at one size after the other, and what is left
 * at the smallest. Filter and borders are those of the sliced Wasserstein distance (Karras et al., 2018, section 5):
 * the binomial filter [1, 4, 6, 4, 1] / 16 along both axes, the picture mirrored at its edges.
 */

/** The smallest level. */
const COARSEST = 16;

/**
 * The sides of the levels of a picture, largest first.
 * @throws where halving does not lead to 16
 */
export function pyramidSides(side: number): number[] {
  const sides = [side];
  for (let s = side; s > COARSEST; s /= 2) {
    sides.push(s / 2);
  }
  if (sides.at(-1) !== COARSEST) {
    throw new RangeError(`a pyramid needs a side of 16, 32, 64, …, not ${side}`);
  }
  return sides;
}

/** Along rows, every second value of the blurred row; written transposed, so that two calls treat both axes. */
function halveRows(from: Float32Array, rows: number, columns: number): Float32Array {
  const half = columns / 2;
  const out = new Float32Array(rows * half);
  for (let y = 0; y < rows; y++) {
    const row = y * columns;
    // Columns −1 and −2 mirror to 1 and 2, the column after the last to the one before it.
    let [two, one] = [from[row + 2] as number, from[row + 1] as number];
    for (let k = 0; k < half; k++) {
      const at = row + 2 * k;
      const here = from[at] as number;
      const next = from[at + 1] as number;
      const afterNext = from[k < half - 1 ? at + 2 : at] as number;
      out[k * rows + y] = (two + afterNext + 4 * (one + next) + 6 * here) / 16;
      two = here;
      one = next;
    }
  }
  return out;
}

/** Along rows, twice as many values: zeros between them, blurred, times 2. Written transposed as well. */
function doubleRows(from: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(rows * columns * 2);
  for (let y = 0; y < rows; y++) {
    const row = from.subarray(y * columns, (y + 1) * columns);
    for (let k = 0; k < columns; k++) {
      const here = row[k] ?? 0;
      const before = row[k === 0 ? Math.min(1, columns - 1) : k - 1] ?? 0;
      const after = row[Math.min(k + 1, columns - 1)] ?? 0;
      out[2 * k * rows + y] = (before + 6 * here + after) / 8;
      out[(2 * k + 1) * rows + y] = (here + after) / 2;
    }
  }
  return out;
}

function halve(plane: Float32Array, side: number): Float32Array {
  return halveRows(halveRows(plane, side, side), side / 2, side);
}
function double(plane: Float32Array, side: number): Float32Array {
  return doubleRows(doubleRows(plane, side, side), 2 * side, side);
}

/**
 * The levels of one channel, largest first: level i is what the half-sized plane does not say of the plane, the last
 * is the smallest plane itself.
 * @param plane f32 [side, side]
 */
export function laplacianPyramid(plane: Float32Array, side: number): Float32Array[] {
  let current = plane;
  return pyramidSides(side).map((s) => {
    if (s === COARSEST) {
      return current;
    }
    const smaller = halve(current, s);
    const blurred = double(smaller, s / 2);
    const detail = new Float32Array(current.length);
    for (let i = 0; i < detail.length; i++) {
      detail[i] = (current[i] as number) - (blurred[i] as number);
    }
    current = smaller;
    return detail;
  });
}
