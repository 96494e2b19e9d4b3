/** Squared Euclidean distances from some vectors to many, as matrix products that ONNX Runtime computes. */
import { matmul } from '../../../graph/matmul.ts';
import { input } from '../../../graph/tensor.ts';
import { buildProgram } from '../../onnxruntime/program.ts';

/** The rows and columns of one matrix product. */
const ROWS = 256;
const COLUMNS = 2048;

export type DistanceComputer = {
  /**
   * Visits each row of `from` with its squared distances to all of `to`.
   * @param from f32 [n, size]
   * @param to f32 [m, size]
   * @param visit is called with the row's number and f32 [m], which is reused for the next row
   */
  each(
    from: Float32Array,
    to: Float32Array,
    visit: (row: number, squared: Float32Array) => void,
  ): Promise<void>;
  release(): Promise<void>;
};

function squares(vectors: Float32Array, size: number): Float64Array {
  const sums = new Float64Array(vectors.length / size);
  vectors.forEach((value, i) => {
    const row = Math.floor(i / size);
    sums[row] = (sums[row] ?? 0) + value * value;
  });
  return sums;
}

/** f32 [count, size] → [size, COLUMNS], zeros where there are fewer rows. */
function transposed(rows: Float32Array, size: number): Float32Array {
  const out = new Float32Array(size * COLUMNS);
  rows.forEach((value, i) => {
    out[(i % size) * COLUMNS + Math.floor(i / size)] = value;
  });
  return out;
}

/** @param size of a vector */
export async function openDistances(size: number): Promise<DistanceComputer> {
  const program = await buildProgram('products', {
    products: matmul(input('from', [ROWS, size]), input('to', [size, COLUMNS])),
  });
  return {
    async each(from, to, visit) {
      const [n, m] = [from.length / size, to.length / size];
      const [own, others] = [squares(from, size), squares(to, size)];
      const parts: Float32Array[] = [];
      for (let c = 0; c < m; c += COLUMNS) {
        parts.push(transposed(to.subarray(c * size, (c + COLUMNS) * size), size));
      }
      const rows = new Float32Array(ROWS * size);
      const block = Array.from({ length: ROWS }, () => new Float32Array(m));
      for (let r = 0; r < n; r += ROWS) {
        const some = from.subarray(r * size, (r + ROWS) * size);
        rows.fill(0);
        rows.set(some);
        const count = some.length / size;
        for (const [part, data] of parts.entries()) {
          const { products } = await program.run({
            from: { shape: [ROWS, size], data: rows },
            to: { shape: [size, COLUMNS], data },
          });
          const start = part * COLUMNS;
          const width = Math.min(COLUMNS, m - start);
          for (let i = 0; i < count; i++) {
            const row = block[i] as Float32Array;
            const length = own[r + i] ?? 0;
            for (let k = 0; k < width; k++) {
              const product = products?.data[i * COLUMNS + k] ?? 0;
              row[start + k] = Math.max(0, length + (others[start + k] ?? 0) - 2 * product);
            }
          }
        }
        for (let i = 0; i < count; i++) {
          visit(r + i, block[i] as Float32Array);
        }
      }
    },
    release: () => program.release(),
  };
}

/** The k-th smallest value, k from 1; Infinity where there are fewer than k. */
export function kthSmallest(values: Float32Array, k: number): number {
  const smallest = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  for (const value of values) {
    if (value >= (smallest[k - 1] ?? 0)) {
      continue;
    }
    let at = k - 1;
    for (; at > 0 && (smallest[at - 1] ?? 0) > value; at--) {
      smallest[at] = smallest[at - 1] ?? 0;
    }
    smallest[at] = value;
  }
  return smallest[k - 1] ?? Number.POSITIVE_INFINITY;
}
