/**
 * Kernels of matrix products (`contraction.ts`). A workgroup computes a tile of the result, and each thread a block of
 * it, in registers: from the 4 + 4 elements of a step along the depth come 16 products.
 *
 * On a GPU the workgroup first takes a slice of both factors into workgroup memory, where every element is used by many
 * threads. A GPU in software has the CPU's caches for that, and threads that wait for each other cost it much: there each
 * thread reads the factors by itself.
 */
import { type Contraction, flatten, type Place } from '../compiler/contraction.ts';
import { element } from '../compiler/element.ts';
import { print, variable } from '../compiler/index-expression.ts';
import { type Kernel, storedElsewhere } from '../compiler/schedule.ts';
import type { Value } from '../compiler/value.ts';
import {
  insideOf,
  type KernelCode,
  type KernelContext,
  MOST_WORKGROUPS,
  offsetsDeclaration,
  openWriter,
  resultLines,
  uniformOffset,
  type WgslScope,
} from './kernel-code.ts';

/** Rows and columns of a thread's block. */
const BLOCK = 4;
const LANES = [0, 1, 2, 3] as const;

type Layout = {
  /** Threads of a workgroup, along the rows and the columns of its tile. */
  readonly down: number;
  readonly across: number;
  /** How much of the depth is in workgroup memory at a time. */
  readonly slice: number;
};
/** In order of preference where they waste equally little. Every device has 16 KiB of workgroup memory. */
const LAYOUTS: readonly Layout[] = [
  { down: 16, across: 16, slice: 16 },
  { down: 8, across: 8, slice: 16 },
  { down: 1, across: 64, slice: 8 },
  { down: 64, across: 1, slice: 8 },
  { down: 4, across: 16, slice: 16 },
  { down: 16, across: 4, slice: 16 },
];
/** A smaller tile reads its factors more often: it is chosen where it computes less than this share of the elements. */
const WORTH_SMALLER = 0.75;

/** The layout that computes the fewest elements outside the result. */
function layoutOf({ rows, columns }: Contraction): Layout {
  function computed({ down, across }: Layout): number {
    const [tall, wide] = [down * BLOCK, across * BLOCK];
    return Math.ceil(rows / tall) * tall * Math.ceil(columns / wide) * wide;
  }
  return LAYOUTS.reduce((best, other) => (computed(other) < WORTH_SMALLER * computed(best) ? other : best));
}

export function contractionKernel(kernel: Kernel, context: KernelContext): KernelCode {
  const { stored, regionOf, isWritten, hasWorkgroupMemory } = context;
  const [head] = kernel.heads;
  if (head?.operation.kind !== 'contraction') {
    throw new Error('a contraction kernel needs a contraction');
  }
  const { contraction, parts, of } = head.operation;
  const { rows, columns, depth } = contraction;
  const layout = layoutOf(contraction);
  const { down, across } = layout;
  const slice = hasWorkgroupMemory ? layout.slice : 1;
  const [tall, wide, threads] = [down * BLOCK, across * BLOCK, down * across];
  const writer = openWriter(regionOf, storedElsewhere(kernel, stored), uniformOffset);
  const batch = variable('batch', contraction.batch);
  const partDepth = Math.ceil(depth / parts / slice) * slice;
  const isDepthWhole = depth % slice === 0 && partDepth * parts === depth;
  const [rowTiles, columnTiles] = [Math.ceil(rows / tall), Math.ceil(columns / wide)];

  /** The WGSL of four neighbours of a factor at a depth, as a vector. Zero outside the factor. */
  function quad(side: 'a' | 'b', scope: WgslScope): string {
    const deep = variable('deep', depth);
    const [size, extent] = side === 'a' ? [rows, tall] : [columns, wide];
    const lanes = LANES.map((lane) => {
      const name = `${side}${lane}`;
      const at = variable(name, size);
      const place = side === 'a' ? contraction.a(batch, at, deep) : contraction.b(batch, deep, at);
      const inside = [
        ...(isDepthWhole || slice === 1 ? [] : ['deep < end']),
        ...(size % extent === 0 ? [] : [`${name} < ${size}u`]),
      ];
      return factor(of[side === 'a' ? 0 : 1], place, scope, inside);
    });
    return `vec4f(${lanes.join(', ')})`;
  }

  function factor(value: Value, { coordinates, guards }: Place, scope: WgslScope, inside: string[]): string {
    const conditions = [...inside, ...(guards.length > 0 ? [insideOf(guards)] : [])];
    const found = element(value, { coordinates }, scope);
    return conditions.length === 0 ? found : `select(0.0, ${found}, ${conditions.join(' && ')})`;
  }

  /** The four neighbours from `first` on. */
  function neighbours(side: 'a' | 'b', first: string): string[] {
    return LANES.map((lane) => `let ${side}${lane} = ${first} + ${lane}u;`);
  }

  /** Lines that bring a slice of a factor into workgroup memory. Neighbouring threads read neighbouring elements. */
  function loading(side: 'a' | 'b'): string[] {
    const [extent, base] = side === 'a' ? [tall, 'top'] : [wide, 'left'];
    const quads = extent / BLOCK;
    const [row, at] =
      contraction.neighbours[side] === 'depth'
        ? [`at % ${slice}u`, `at / ${slice}u`]
        : [`at / ${quads}u`, `at % ${quads}u`];
    const scope = writer.scope();
    const vector = quad(side, scope);
    return [
      `for (var at = thread; at < ${quads * slice}u; at += ${threads}u) {`,
      `  let row = ${row};`,
      `  let quad = ${at};`,
      '  let deep = slice + row;',
      ...[...neighbours(side, `${base} + quad * 4u`), ...scope.lines].map((line) => `  ${line}`),
      `  ${side}Slice[row * ${quads}u + quad] = ${vector};`,
      '}',
    ];
  }

  const multiply = `${LANES.map((lane) => `sums[${lane}] += a[${lane}] * b;`).join(' ')}`;
  const both = writer.scope();
  const [a, b] = [quad('a', both), quad('b', both)];
  const products = hasWorkgroupMemory
    ? `for (var slice = part * ${partDepth}u; slice < end; slice += ${slice}u) {
    ${[...loading('a'), ...loading('b')].join('\n    ')}
    workgroupBarrier();
    for (var k = 0u; k < ${slice}u; k++) {
      let a = aSlice[k * ${tall / BLOCK}u + down];
      let b = bSlice[k * ${wide / BLOCK}u + across];
      ${multiply}
    }
    workgroupBarrier();
  }`
    : `${[...neighbours('a', 'top + down * 4u'), ...neighbours('b', 'left + across * 4u')].join('\n  ')}
  for (var deep = part * ${partDepth}u; deep < end; deep++) {
    ${both.lines.join('\n    ')}
    let a = ${a};
    let b = ${b};
    ${multiply}
  }`;
  const shared = `var<workgroup> aSlice: array<vec4f, ${(tall / BLOCK) * slice}>;
var<workgroup> bSlice: array<vec4f, ${(wide / BLOCK) * slice}>;
`;

  const out = contraction.out(batch, variable('row', rows), variable('column', columns));
  const shape = parts === 1 ? head.shape : head.shape.slice(1);
  const outside = [
    ...(rows % tall === 0 ? [] : [`row >= ${rows}u`]),
    ...(columns % wide === 0 ? [] : [`column >= ${columns}u`]),
    ...out.guards.map(({ value, below }) => `${print(value)} >= ${below}u`),
  ];
  const results =
    parts === 1
      ? resultLines(kernel, writer, isWritten, ['sum'])
      : [writer.store(head, `part * ${kernel.size / parts}u + i`, 'sum')];
  const code = `${offsetsDeclaration(writer.slots.length)}
${writer.declarations()}
${hasWorkgroupMemory ? shared : ''}
fn finish(batch: u32, part: u32, row: u32, column: u32, sum: f32) {
  ${outside.length === 0 ? '' : `if (${outside.join(' || ')}) { return; }`}
  let i = ${print(flatten(out.coordinates, shape))};
  ${results.join('\n  ')}
}

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let tile = group.y * ${MOST_WORKGROUPS}u + group.x;
  if (tile >= ${columnTiles}u) { return; }
  let left = tile * ${wide}u;
  let top = (group.z % ${rowTiles}u) * ${tall}u;
  let part = (group.z / ${rowTiles}u) % ${parts}u;
  let batch = group.z / ${rowTiles * parts}u;
  let end = min((part + 1u) * ${partDepth}u, ${depth}u);
  let across = thread % ${across}u;
  let down = thread / ${across}u;
  var sums = array<vec4f, 4>();
  ${products}
  for (var r = 0u; r < 4u; r++) {
    for (var c = 0u; c < 4u; c++) {
      finish(batch, part, top + down * 4u + r, left + across * 4u + c, sums[r][c]);
    }
  }
}`;
  return {
    slots: writer.slots,
    workgroups: [
      Math.min(columnTiles, MOST_WORKGROUPS),
      Math.ceil(columnTiles / MOST_WORKGROUPS),
      contraction.batch * parts * rowTiles,
    ],
    code,
  };
}
