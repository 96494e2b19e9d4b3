/**
 * Kernels of products (`../compiler/contraction.ts`): out = a · b, with a as rows [rows, depth] in memory, and b found by its index
 * function. It is how BLAS libraries multiply:
 *
 * - A *tile* of 6 rows and 8 columns of the result is kept in registers. A step along the depth takes 6 numbers of a, each
 *   in all lanes of a vector, and 8 of b, in two vectors: 12 vector products for 8 loads.
 * - A *panel* is 8 columns of b, a slice of the depth deep, *packed*: in the order in which tiles read it. What is read often
 *   is found once, and the patches of a convolution are never more than a panel.
 * - A *task* is a few panels, for all rows. Six rows of a stay in the level-1 cache while these panels pass.
 *
 * Goto and van de Geijn: "Anatomy of High-Performance Matrix Multiplication", ACM Transactions on Mathematical Software 34 (2008).
 */
import type { Kernel } from '../compiler/schedule.ts';
import { sameMemory } from '../compiler/value.ts';
import { type Code, control, i32, local } from './assembler.ts';
import { openFunction } from './function-writer.ts';
import { BUFFER, type KernelCode, type KernelContext, TASK } from './kernel.ts';
import { FLOAT } from './lanes.ts';
import { packing, sliceOf } from './panel.ts';
import { COLUMNS, ROWS, ROWS_UNFUSED, tileFunction, tilesOf } from './tile.ts';

/** The most panels of a task, and the least number of tasks, where there are enough columns for that. */
const MOST_PANELS = 8;
const FEWEST_TASKS = 16;

export function contractionKernel(kernel: Kernel, context: KernelContext): KernelCode {
  const [head] = kernel.heads;
  if (head?.operation.kind !== 'contraction') {
    throw new Error('a contraction kernel needs a contraction');
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

  /** All `count` tiles of `height` rows: each with all panels of the task. */
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
