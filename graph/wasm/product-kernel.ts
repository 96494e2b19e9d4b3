/**
 * Kernels of products (`../compiler/contraction.ts`): out = a · b, with a as rows [rows, depth] in memory, and b found by its index
 * function. It is how BLAS libraries multiply:
 *
 * - A *tile* of 6 rows and 8 columns of the result is kept in registers. A step along the depth takes 6 numbers of a, each
 *   in all lanes of a vector, and 8 of b, in two vectors: 12 vector products for 8 loads.
 * - A *panel* is 8 columns of b, a slice of the depth deep, *packed*: in the order in which tiles read it. What is read often
 *   is found once, and the patches of a convolution are never more than a panel.
 * - A *task* is a few panels, for all rows. Six rows of a stay in the first cache while these panels pass.
 *
 * Goto and van de Geijn: "Anatomy of High-Performance Matrix Multiplication", ACM Transactions on Mathematical Software 34 (2008).
 */
import type { Contraction } from '../compiler/contraction.ts';
import { element } from '../compiler/element.ts';
import { literal, plus, times, variable } from '../compiler/index-expression.ts';
import type { Kernel } from '../compiler/schedule.ts';
import { sameMemory } from '../compiler/value.ts';
import { type Code, control, type FunctionCode, f32x4, i32, local, v128 } from './assembler.ts';
import { type FunctionWriter, openFunction } from './function-writer.ts';
import { BUFFER, type KernelCode, type KernelContext, TASK } from './kernel.ts';
import { LANES, openNest } from './nest.ts';
import { divisorsOf, indicesIn, loopsFor } from './radix.ts';

const FLOAT = 4;
/** Columns of a tile. The result's rows are a multiple of it. */
export const COLUMNS = 8;
const VECTORS = COLUMNS / LANES;
/** Rows of a tile: 12 sums, 2 vectors of b and one of a are 15 of the 16 registers; a product of its own takes one more. */
const ROWS = 6;
const ROWS_UNFUSED = 4;
/** A panel as deep as this has 16 KiB: half of a first cache. */
const DEEPEST = 512;
const SHALLOWEST = 64;
/** Panels of a task at most, and tasks at least, where there are so many columns. */
const MOST_PANELS = 8;
const FEWEST_TASKS = 16;
/** Steps along the depth that are written one after the other. */
const UNROLLED = 4;

/** The depth in equal slices that are not too deep; in one where it has no such divisor. */
export function sliceOf(depth: number): number {
  if (depth <= DEEPEST) {
    return depth;
  }
  for (let slice = DEEPEST; slice >= SHALLOWEST; slice--) {
    if (depth % slice === 0) {
      return slice;
    }
  }
  return depth;
}

/** Rows as tiles of two heights that differ by one: so many of the first, then so many of one row less. */
export function tilesOf(rows: number, most: number): { height: number; high: number; low: number } {
  const tiles = Math.ceil(rows / most);
  const height = Math.ceil(rows / tiles);
  return { height, high: rows - tiles * (height - 1), low: tiles * height - rows };
}

type TileShape = {
  readonly rows: number;
  /** Of this slice, and of a whole row of a. */
  readonly slice: number;
  readonly depth: number;
  /** Of a row of the result. */
  readonly width: number;
};

/** A function (a, b, out, isFirst): a tile of the sums over a slice; those of a later slice are added to what is there. */
function tileFunction({ rows, slice, depth, width }: TileShape, hasRelaxed: boolean): FunctionCode {
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
    ...control.choose(
      local.get(isFirst),
      [],
      eachSum((sum, offset) => local.set(sum, v128.load(local.get(out), offset))),
    ),
    ...loop,
    ...steps(slice % UNROLLED),
    ...eachSum((sum, offset) => v128.store(local.get(out), offset, local.get(sum))),
  ]);
}

/** Code that packs a panel: b[slice · sliceDepth + k, panel · 8 + j] at [k, j] of `destination`. */
function packing(
  kernel: Kernel,
  contraction: Contraction,
  slice: number,
  context: KernelContext,
  writer: FunctionWriter,
  locals: { batch: number; panel: number; part: number; destination: number },
): Code {
  const [head] = kernel.heads;
  const [, b] = head?.operation.kind === 'contraction' ? head.operation.of : [];
  if (!b) {
    throw new Error('a product has two factors');
  }
  const factor = b;
  const { batch, columns, depth } = contraction;
  const isStored = (value: typeof factor): boolean => context.stored.has(value);
  const panels = Math.ceil(columns / COLUMNS);
  const first = times(variable('part', depth / slice), slice);
  function column(vector: number) {
    const own = plus(literal(LANES * vector), variable('lane', LANES));
    return plus(times(variable('panel', panels), COLUMNS), own);
  }
  const guards = columns % COLUMNS === 0 ? [] : [columns];
  function find<E>(
    k: ReturnType<typeof variable>,
    vector: number,
    scope: Parameters<typeof element<E>>[2],
  ): E {
    const at = column(vector);
    const { coordinates } = contraction.b(variable('batch', batch), plus(first, k), at);
    const found = element(factor, { coordinates }, scope);
    return guards.length === 0
      ? found
      : scope.target.inside(
          found,
          guards.map((below) => ({ value: at, below })),
        );
  }
  const indices = indicesIn(isStored, (scope) => find(variable('k', slice), 0, scope));
  const { loops, index } = loopsFor('k', slice, divisorsOf('k', indices), 1);
  // The last loop is short, as a filter is wide: its turns are written one after the other.
  const innermost = loops.at(-1);
  const isUnrolled = innermost !== undefined && innermost.size > 1 && innermost.size <= UNROLLED;
  const counted = isUnrolled ? loops.slice(0, -1) : loops;
  const turns = isUnrolled ? Array.from({ length: innermost.size }, (_, turn) => turn) : [0];
  const nest = openNest({
    writer,
    loops: counted,
    lanes: LANES,
    given: new Map(Object.entries({ batch: locals.batch, panel: locals.panel, part: locals.part })),
    addressOf: context.addressOf,
  });
  for (const turn of turns) {
    const k = isUnrolled
      ? plus({ ...index, terms: index.terms.filter(([{ text }]) => text !== innermost.name) }, turn)
      : index;
    for (let vector = 0; vector < VECTORS; vector++) {
      const place = plus(plus(times(k, COLUMNS), LANES * vector), variable('lane', LANES));
      // Columns beyond the last have the numbers of others: what is known of those holds for one vector only.
      const scope = { target: nest.target, names: new Map(), isStored };
      nest.store({ local: locals.destination }, slice * COLUMNS, place, find(k, vector, scope));
    }
  }
  return nest.code();
}

export function productKernel(kernel: Kernel, context: KernelContext): KernelCode {
  const [head] = kernel.heads;
  if (head?.operation.kind !== 'contraction') {
    throw new Error('a kernel of products needs a product');
  }
  const { contraction, of } = head.operation;
  const { batch: batches, rows, columns, depth } = contraction;
  const width = Math.ceil(columns / COLUMNS) * COLUMNS;
  const panels = width / COLUMNS;
  const slice = sliceOf(depth);
  const each = Math.max(1, Math.min(MOST_PANELS, Math.floor((panels * batches) / FEWEST_TASKS)));
  const groups = Math.ceil(panels / each);
  const { height, high, low } = tilesOf(rows, context.hasRelaxed ? ROWS : ROWS_UNFUSED);

  const writer = openFunction(['i32', 'i32'], context.functionOf);
  const names = [
    'batch',
    'firstPanel',
    'endPanel',
    'panel',
    'part',
    'packed',
    'a',
    'out',
    'at',
    'tiles',
  ] as const;
  const locals = Object.fromEntries(names.map((name) => [name, writer.local('i32')])) as Record<
    (typeof names)[number],
    number
  >;
  function get(name: keyof typeof locals): Code {
    return local.get(locals[name]);
  }
  function set(name: keyof typeof locals, value: Code): Code {
    return local.set(locals[name], value);
  }
  function advance(name: keyof typeof locals, by: number): Code {
    return set(name, i32.add(get(name), i32.const(by)));
  }
  /** Runs the body while a local is below a limit; the body advances it. */
  function until(name: keyof typeof locals, limit: Code, body: Code): Code {
    return control.loop(body, control.branchIf(i32.ltU(get(name), limit), 0));
  }
  const panelBytes = FLOAT * COLUMNS * slice;

  /** All tiles of so many rows: each with all panels of the task. */
  function tiles(height: number, count: number): Code {
    if (count === 0 || height === 0) {
      return [];
    }
    const shape = { rows: height, slice, depth, width };
    const tile = context.shared(`tile ${JSON.stringify(shape)}`, () =>
      tileFunction(shape, context.hasRelaxed),
    );
    return [
      ...set('tiles', i32.const(0)),
      ...until('tiles', i32.const(count), [
        ...set('packed', local.get(BUFFER)),
        ...set('at', get('out')),
        ...set('panel', get('firstPanel')),
        ...until('panel', get('endPanel'), [
          ...control.call(tile, get('a'), get('packed'), get('at'), i32.eq(get('part'), i32.const(0))),
          ...advance('packed', panelBytes),
          ...advance('at', FLOAT * COLUMNS),
          ...advance('panel', 1),
        ]),
        ...advance('a', FLOAT * depth * height),
        ...advance('out', FLOAT * width * height),
        ...advance('tiles', 1),
      ]),
    ];
  }

  const pack = packing(kernel, contraction, slice, context, writer, {
    batch: locals.batch,
    panel: locals.panel,
    part: locals.part,
    destination: locals.packed,
  });
  const firstPanel = i32.mul(i32.remU(local.get(TASK), i32.const(groups)), i32.const(each));
  const endPanel = i32.add(get('firstPanel'), i32.const(each));
  const last = i32.const(panels);
  const code: Code = [
    ...set('batch', i32.divU(local.get(TASK), i32.const(groups))),
    ...set('firstPanel', firstPanel),
    ...set('endPanel', i32.select(endPanel, last, i32.ltU(endPanel, last))),
    ...set('part', i32.const(0)),
    ...until('part', i32.const(depth / slice), [
      ...set('packed', local.get(BUFFER)),
      ...set('panel', get('firstPanel')),
      ...until('panel', get('endPanel'), [...pack, ...advance('packed', panelBytes), ...advance('panel', 1)]),
      ...set(
        'a',
        i32.add(
          i32.const(context.addressOf(sameMemory(of[0]))),
          i32.add(
            i32.mul(get('batch'), i32.const(FLOAT * rows * depth)),
            i32.mul(get('part'), i32.const(FLOAT * slice)),
          ),
        ),
      ),
      ...set(
        'out',
        i32.add(
          i32.const(context.addressOf(head)),
          i32.add(
            i32.mul(get('batch'), i32.const(FLOAT * rows * width)),
            i32.mul(get('firstPanel'), i32.const(FLOAT * COLUMNS)),
          ),
        ),
      ),
      ...tiles(height, high),
      ...tiles(height - 1, low),
      ...advance('part', 1),
    ]),
  ];
  return { code: writer.finish(code), tasks: batches * groups, buffer: panelBytes * each };
}
