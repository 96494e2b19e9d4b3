/**
 * Which loops a kernel has. Views make quotients and remainders of an element's number: of i / 256 and i mod 256, where the rows of
 * a picture are read one way and its channels another. With one loop for i / 256 and one within for i mod 256, both are nothing
 * but counters. So a kernel's indices are written down twice: first with i alone, to see what it is divided by, and then with
 * the loops that come of that.
 */
import { element, type Scope } from '../compiler/element.ts';
import {
  type Factor,
  type IndexExpression,
  literal,
  plus,
  times,
  variable,
} from '../compiler/index-expression.ts';
import type { Value } from '../compiler/value.ts';
import { LANES } from './lanes.ts';
import type { Loop } from './nest.ts';

/** All indices that are asked for. @param run asks for elements in a scope */
export function indicesIn(
  isStored: (value: Value) => boolean,
  run: (scope: Scope<undefined>) => void,
): IndexExpression[] {
  const found: IndexExpression[] = [];
  function note(...indices: readonly IndexExpression[]): undefined {
    found.push(...indices);
  }
  run({
    names: new Map(),
    isStored,
    target: {
      constant: () => note(),
      read: (_, flat) => note(flat),
      joined: (_, flat) => note(flat),
      apply: () => note(),
      inside: (_, guards) => note(...guards.map(({ value }) => value)),
      choose: (_, __, along) => note(along),
    },
  });
  return found;
}

/** The divisors of a variable in indices, and divisor · modulus of its remainders: after so many elements a loop counter changes. */
export function divisorsOf(name: string, indices: readonly IndexExpression[]): number[] {
  const found = new Set<number>();
  function visit(factor: Factor): void {
    const quotient = factor.parts;
    if (!quotient) {
      return;
    }
    const { of, divisor, modulus } = quotient;
    for (const [inner, coefficient] of of.terms) {
      if (inner.text === name && coefficient === 1) {
        found.add(divisor);
        found.add(divisor * modulus);
      }
      visit(inner);
    }
  }
  for (const { terms } of indices) {
    for (const [factor] of terms) {
      visit(factor);
    }
  }
  return [...found].filter((divisor) => divisor > 1 && Number.isFinite(divisor)).sort((a, b) => a - b);
}

/** Whether four neighbours, from a multiple of four on, are in one row of each loop. */
export function hasRowsOfFour(size: number, divisors: readonly number[]): boolean {
  return (
    size % LANES === 0 &&
    divisors.every((divisor) => divisor >= size || divisor % LANES === 0 || LANES % divisor === 0)
  );
}

/**
 * Loops that count to `size` together.
 * @param lanes of the innermost one
 * @returns the loops, the outermost first, and the index of an element by their counters
 */
export function loopsFor(
  name: string,
  size: number,
  divisors: readonly number[],
  lanes: 1 | 4,
): { loops: Loop[]; index: IndexExpression } {
  const steps: number[] = [lanes];
  for (const divisor of divisors) {
    const last = steps.at(-1) ?? 1;
    if (divisor > last && divisor < size && size % divisor === 0 && divisor % last === 0) {
      steps.push(divisor);
    }
  }
  const loops = steps.map((step, at) => ({
    name: `${name}${at}`,
    size: (steps[at + 1] ?? size) / step,
  }));
  const index = loops.reduce(
    (sum, loop, at) => plus(sum, times(variable(loop.name, loop.size), steps[at] ?? 1)),
    lanes === 1 ? literal(0) : variable('lane', LANES),
  );
  return { loops: loops.reverse(), index };
}

/** The elements of results, each known to those after it. */
export function elementsOf<E>(
  results: readonly Value[],
  flat: IndexExpression,
  scope: Scope<E>,
  use: (result: Value, found: E) => void = () => {},
): void {
  for (const result of results) {
    use(result, element(result, { flat }, scope));
  }
}
