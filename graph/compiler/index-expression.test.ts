import { expect, it } from 'vitest';
import { flatten, unflatten } from './contraction.ts';
import {
  dividedBy,
  type IndexExpression,
  literal,
  modulo,
  plus,
  print,
  times,
  variable,
} from './index-expression.ts';

const i = variable('i', 24);
const j = variable('j', 4);

/** The value of the printed WGSL, which is JavaScript but for the suffix and integer division. */
function evaluate(expression: IndexExpression, values: Record<string, number>): number {
  const body = print(expression)
    .replaceAll(/(\d+)u/g, '$1')
    .replaceAll(
      /(\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)|\w+) \/ (\d+)/g,
      'Math.floor($1 / $2)',
    );
  return new Function(...Object.keys(values), `return ${body}`)(...Object.values(values)) % 2 ** 32;
}

it('multiples of the divisor are divided, and what is less than it is dropped', () => {
  const both = plus(times(i, 4), j);
  expect(print(dividedBy(both, 4))).toBe('i');
  expect(print(modulo(both, 4))).toBe('j');
  expect(print(dividedBy(both, 2))).toBe('i * 2u + ((j) / 2u)');
});

it('what is less than a step that divides the divisor is dropped before, too', () => {
  const both = plus(times(i, 8), variable('j', 8));
  expect(print(dividedBy(both, 16))).toBe('((i) / 2u)');
  expect(print(modulo(both, 16))).toBe('((i) % 2u) * 8u + j');
  for (let value = 0; value < 24; value++) {
    expect(evaluate(dividedBy(both, 16), { i: value, j: 7 })).toBe(Math.floor((8 * value + 7) / 16));
    expect(evaluate(modulo(both, 16), { i: value, j: 5 })).toBe((8 * value + 5) % 16);
  }
});

it('quotients of quotients and remainders are one', () => {
  expect(print(dividedBy(dividedBy(i, 2), 3))).toBe('((i) / 6u)');
  expect(print(modulo(modulo(i, 12), 4))).toBe('((i) % 4u)');
  expect(print(dividedBy(modulo(i, 12), 4))).toBe('((i) / 4u % 3u)');
});

it('a shape that is taken apart and put together again costs nothing', () => {
  expect(print(flatten(unflatten(i, [2, 3, 4]), [2, 3, 4]))).toBe('i');
  expect(print(flatten(unflatten(i, [2, 12]), [2, 12]))).toBe('i');
});

it('expressions have the values that they stand for', () => {
  const [a, b, c] = unflatten(i, [2, 3, 4]) as [IndexExpression, IndexExpression, IndexExpression];
  const transposed = flatten([c, a, b], [4, 2, 3]);
  const again = unflatten(transposed, [8, 3]) as [IndexExpression, IndexExpression];
  for (let value = 0; value < 24; value++) {
    const [x, y, z] = [Math.floor(value / 12), Math.floor(value / 4) % 3, value % 4];
    const flat = (z * 2 + x) * 3 + y;
    expect(evaluate(transposed, { i: value })).toBe(flat);
    expect(evaluate(again[0], { i: value })).toBe(Math.floor(flat / 3));
    expect(evaluate(again[1], { i: value })).toBe(flat % 3);
  }
});

it('what is negative wraps around, so that one comparison guards both borders', () => {
  const outside = plus(j, -1);
  expect(print(outside)).toBe('j + 4294967295u');
  expect(evaluate(outside, { j: 0 })).toBe(2 ** 32 - 1);
  expect(print(plus(literal(3), -3))).toBe('0u');
});
