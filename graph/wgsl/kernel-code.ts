/**
 * What the WGSL of all kernels has in common. A kernel's code does not say where its values are: offsets are numbers in a
 * uniform buffer, so that layers of the same shapes, and the passes of D over real and generated pictures, share a
 * pipeline.
 */

import type { Guard } from '../compiler/contraction.ts';
import { element, elementKey, type Scope, type Target } from '../compiler/element.ts';
import { print } from '../compiler/index-expression.ts';
import type { Region } from '../compiler/memory.ts';
import { elementIndex, type Kernel } from '../compiler/schedule.ts';
import type { Value } from '../compiler/value.ts';
import { sizeOf } from '../tensor.ts';
import { float, operatorCode } from './operators.ts';

/** The WGSL of a kernel, and the values whose offsets it is given. */
export type KernelCode = {
  readonly code: string;
  /** The values whose offsets the kernel is told, in order. */
  readonly slots: readonly Value[];
  readonly workgroups: number | readonly [number, number, number];
};

/** What a kernel needs to know of the whole program. */
export type KernelContext = {
  readonly stored: ReadonlySet<Value>;
  readonly regionOf: (value: Value) => Region;
  readonly isWritten: (value: Value) => boolean;
  /** Whether the threads of a workgroup share what they read; not worth it on a GPU in software, whose workgroup memory is ordinary memory. */
  readonly hasWorkgroupMemory: boolean;
};

/** The bindings of all kernels. Scratch regions come after these. */
export const BINDING = { offsets: 0, tables: 1, state: 2, given: 3, results: 4, scratch: 5 } as const;

export function bindingOf(region: Region): number {
  switch (region) {
    case 'state':
    case 'given':
    case 'results':
      return BINDING[region];
    default:
      return BINDING.scratch + Number(region.slice('scratch'.length));
  }
}

/** Threads of a workgroup that computes elements one by one; the most that every WebGPU device has. */
export const THREADS = 256;
/** The most workgroups of a dispatch along an axis; more go into the next axis. */
export const MOST_WORKGROUPS = 65535;

export const NUMBER_OF_WORKGROUP = `group.y * ${MOST_WORKGROUPS}u + group.x`;

/** Workgroups as a dispatch counts them. */
export function dispatchSize(workgroups: KernelCode['workgroups']): readonly [number, number, number] {
  return typeof workgroups === 'number'
    ? [Math.min(workgroups, MOST_WORKGROUPS), Math.ceil(workgroups / MOST_WORKGROUPS), 1]
    : workgroups;
}

/** A scope in WGSL: an element is a name or a literal. */
export type WgslScope = Scope<string> & {
  /** The statements that have to come before, in order. */
  readonly lines: string[];
};

/** WGSL of the number of parts of a contraction, and of the elements of each. */
export type PartsOf = (parts: Value) => { count: string; size: string };

function literalParts({ shape: [count = 1, ...shape] }: Value): { count: string; size: string } {
  return { count: `${count}u`, size: `${sizeOf(shape)}u` };
}

/** WGSL of what all guards allow. */
export function insideOf(guards: readonly Guard[]): string {
  return guards.map(({ value, below }) => `${print(value)} < ${below}u`).join(' && ');
}

export type Writer = {
  /** A scope whose values in memory are read at their offsets. */
  scope(): WgslScope;
  /** A statement that writes element `flat` of a value. */
  store(value: Value, flat: string, what: string): string;
  /** The slots that were used. */
  readonly slots: Value[];
  /** The declarations of all regions that were used. */
  declarations(): string;
};

/**
 * @param regionOf where values are
 * @param isStored the values in memory that are not the kernel's own
 * @param offsetOf WGSL of the offset in slot k
 */
export function openWriter(
  regionOf: (value: Value) => Region,
  isStored: (value: Value) => boolean,
  offsetOf: (slot: number) => string,
  partsOf: PartsOf = literalParts,
): Writer {
  const slots: Value[] = [];
  const regions = new Set<Region>();
  function at(value: Value, flat: string): string {
    let slot = slots.indexOf(value);
    if (slot < 0) {
      slot = slots.push(value) - 1;
    }
    const region = regionOf(value);
    regions.add(region);
    return `${region}[${flat === '0u' ? offsetOf(slot) : `${offsetOf(slot)} + ${flat}`}]`;
  }
  function scope(): WgslScope {
    const lines: string[] = [];
    let names = 0;
    function named(expression: string): string {
      const name = `e${names++}`;
      lines.push(`let ${name} = ${expression};`);
      return name;
    }
    const target: Target<string> = {
      constant: float,
      read: (value, flat) => named(at(value, print(flat))),
      joined(parts, flat) {
        const { count, size } = partsOf(parts);
        const sum = `s${names}`;
        const added = at(parts, `part * ${size} + ${print(flat)}`);
        lines.push(
          `var ${sum} = 0.0;`,
          `for (var part = 0u; part < ${count}; part++) { ${sum} += ${added}; }`,
        );
        return named(sum);
      },
      apply: (operator, operands, parameter) => named(operatorCode(operator, operands, parameter)),
      inside: (found, guards) => named(`select(0.0, ${found}, ${insideOf(guards)})`),
      choose: (before, from, along, start) =>
        named(`select(${before}, ${from}, ${print(along)} >= ${start}u)`),
    };
    return { lines, target, names: new Map(), isStored };
  }
  return {
    slots,
    scope,
    store: (value, flat, what) => `${at(value, flat)} = ${what};`,
    declarations: () =>
      [...regions]
        .map((region) => {
          const access = region === 'given' ? 'read' : 'read_write';
          return `@group(0) @binding(${bindingOf(region)}) var<storage, ${access}> ${region}: array<f32>;`;
        })
        .join('\n'),
  };
}

/** The offset in a slot of the uniform buffer, four to a vector. */
export function uniformOffset(slot: number): string {
  return `offsets[${Math.floor(slot / 4)}].${'xyzw'[slot % 4]}`;
}

export function offsetsDeclaration(slots: number): string {
  return `@group(0) @binding(${BINDING.offsets}) var<uniform> offsets: array<vec4u, ${Math.max(1, Math.ceil(slots / 4))}>;`;
}

/**
 * The lines that compute a kernel's results at element i, and then write those that others need: a next value may stand where
 * an old one is read.
 * @param computed names of the heads' elements at i
 */
export function resultLines(
  { heads, results, size }: Kernel,
  writer: Writer,
  isWritten: (value: Value) => boolean,
  computed: readonly string[] = [],
): string[] {
  const i = elementIndex(size);
  const scope = writer.scope();
  heads.forEach((head, k) => {
    scope.names.set(elementKey(head, i), computed[k] ?? '0.0');
  });
  for (const result of results) {
    scope.names.set(elementKey(result, i), element(result, { flat: i }, scope));
  }
  const stores = [...heads, ...results]
    .filter(isWritten)
    .map((value) => writer.store(value, print(i), scope.names.get(elementKey(value, i)) ?? '0.0'));
  return [...scope.lines, ...stores];
}
