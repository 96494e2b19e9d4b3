/** The innermost part of a product: a tile of the result in registers, while a slice of the depth goes by. */
import { type Code, control, type FunctionCode, f32x4, i32, local, v128 } from './assembler.ts';
import { openFunction } from './function-writer.ts';
import { FLOAT, LANES } from './lanes.ts';

/** Columns of a tile. The length of a row of the result is a multiple of it. */
export const COLUMNS = 8;
export const VECTORS = COLUMNS / LANES;
/** Rows of a tile: 12 sums, 2 vectors of b and one of a are 15 of the 16 registers; a product of its own takes one more. */
export const ROWS = 6;
export const ROWS_UNFUSED = 4;
/** Steps along the depth that are written one after the other. */
export const UNROLLED = 4;

/** Rows as tiles of two heights that differ by one: `high` tiles of `height` rows, then `low` tiles of one row less. */
export function tilesOf(rows: number, most: number): { height: number; high: number; low: number } {
  const tiles = Math.ceil(rows / most);
  const height = Math.ceil(rows / tiles);
  return { height, high: rows - tiles * (height - 1), low: tiles * height - rows };
}

export type TileShape = {
  readonly rows: number;
  /** Of this slice, and of a whole row of a. */
  readonly slice: number;
  readonly depth: number;
  /** Of a row of the result. */
  readonly width: number;
};

/** A function (a, b, out, isFirst): a tile of the sums over a slice; those of a later slice are added to what is there. */
export function tileFunction({ rows, slice, depth, width }: TileShape, hasRelaxed: boolean): FunctionCode {
  const writer = openFunction(['i32', 'i32', 'i32', 'i32']);
  const [a, b, out, isFirst] = [0, 1, 2, 3];
  const sums = Array.from({ length: rows }, () =>
    Array.from({ length: VECTORS }, () => writer.local('v128')),
  );
  const right = Array.from({ length: VECTORS }, () => writer.local('v128'));
  const left = writer.local('v128');
  const end = writer.local('i32');

  function multiplyAdd(sum: number, x: Code, y: Code): Code {
    const total = hasRelaxed
      ? f32x4.relaxedMultiplyAdd(x, y, local.get(sum))
      : f32x4.add(f32x4.mul(x, y), local.get(sum));
    return local.set(sum, total);
  }
  function step(at: number): Code {
    return [
      ...right.flatMap((vector, j) =>
        local.set(vector, v128.load(local.get(b), FLOAT * (at * COLUMNS + j * LANES))),
      ),
      ...sums.flatMap((row, i) => [
        ...local.set(left, v128.loadSplat(local.get(a), FLOAT * (i * depth + at))),
        ...row.flatMap((sum, j) => multiplyAdd(sum, local.get(left), local.get(right[j] ?? 0))),
      ]),
    ];
  }
  function steps(count: number): Code {
    return Array.from({ length: count }, (_, at) => step(at)).flat();
  }
  function eachSum(use: (sum: number, offset: number) => Code): Code {
    return sums.flatMap((row, i) => row.flatMap((sum, j) => use(sum, FLOAT * (i * width + j * LANES))));
  }

  const whole = slice - (slice % UNROLLED);
  const loop =
    whole === 0
      ? []
      : [
          ...local.set(end, i32.add(local.get(a), i32.const(FLOAT * whole))),
          ...control.loop(
            steps(UNROLLED),
            local.set(b, i32.add(local.get(b), i32.const(FLOAT * COLUMNS * UNROLLED))),
            control.branchIf(
              i32.ltU(local.tee(a, i32.add(local.get(a), i32.const(FLOAT * UNROLLED))), local.get(end)),
              0,
            ),
          ),
        ];
  return writer.finish([
    ...control.ifElse(
      local.get(isFirst),
      [],
      eachSum((sum, offset) => local.set(sum, v128.load(local.get(out), offset))),
    ),
    ...loop,
    ...steps(slice % UNROLLED),
    ...eachSum((sum, offset) => v128.store(local.get(out), offset, local.get(sum))),
  ]);
}
