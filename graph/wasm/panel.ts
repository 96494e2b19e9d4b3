/** Panels of the second factor, packed in the order in which tiles read them. */
import type { Contraction } from '../compiler/contraction.ts';
import { element } from '../compiler/element.ts';
import { literal, plus, times, variable } from '../compiler/index-expression.ts';
import type { Kernel } from '../compiler/schedule.ts';
import type { Code } from './assembler.ts';
import type { FunctionWriter } from './function-writer.ts';
import type { KernelContext } from './kernel.ts';
import { LANES } from './lanes.ts';
import { divisorsOf, indicesIn, loopsFor } from './loops.ts';
import { openNest } from './nest.ts';
import { COLUMNS, UNROLLED, VECTORS } from './tile.ts';

/** A panel of this depth has 16 KiB: half of a level-1 cache. */
const DEEPEST = 512;
const SHALLOWEST = 64;

/** The depth of a slice: the largest divisor of the whole depth that is not too deep; the whole depth where there is none. */
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

/** Code that packs a panel: b[slice · sliceDepth + k, panel · 8 + j] at [k, j] of `destination`. */
export function packing(
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
  // The innermost loop is as short as a filter is wide, so that it is unrolled.
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
