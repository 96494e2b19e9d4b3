import { expect, it } from 'vitest';
import { exp, log, sigmoid, softplus, tanh } from '../elementwise.ts';
import { input, type Tensor } from '../tensor.ts';
import { openWasmSession } from './session.ts';

const COUNT = 2 ** 16;

/** Numbers from `first` to `last`, and what a function makes of them. */
async function valuesOf(f: (x: Tensor) => Tensor, first: number, last: number) {
  const x = Float32Array.from({ length: COUNT }, (_, i) => first + ((last - first) * i) / (COUNT - 1));
  return { x, y: await applied(f, x) };
}

async function applied(f: (x: Tensor) => Tensor, x: Float32Array): Promise<Float32Array> {
  const program = await openWasmSession().openProgram({ y: f(input('x', [x.length])) });
  const { y } = await program.run({ x: { shape: [x.length], data: x } });
  return y?.data ?? new Float32Array();
}

/** Two units of the last place of a 32-bit float, and the rounding of what they are taken from. */
const CLOSE = 2.5 * 2 ** -23;

it.each([
  { name: 'exp', f: exp, truth: Math.exp, first: -87, last: 88.7 },
  { name: 'exp near 0', f: exp, truth: Math.exp, first: -0.5, last: 0.5 },
  { name: 'log', f: log, truth: Math.log, first: 1e-6, last: 1000 },
  { name: 'log near 1', f: log, truth: Math.log, first: 0.51, last: 1.99 },
  { name: 'tanh', f: tanh, truth: Math.tanh, first: -12, last: 12 },
  { name: 'tanh near 0', f: tanh, truth: Math.tanh, first: -0.9, last: 0.9 },
])('$name is right to two units of the last place', async ({ f, truth, first, last }) => {
  const { x, y } = await valuesOf(f, first, last);
  const worst = x.reduce((most, value, i) => {
    const wanted = truth(value);
    return wanted === 0 ? most : Math.max(most, Math.abs((y[i] ?? Number.NaN) / wanted - 1));
  }, 0);
  expect(worst).toBeLessThan(CLOSE);
});

it('sigmoid and softplus do not overflow', async () => {
  const far = Float32Array.of(-200, -100, -20, 0, 20, 100, 200, 88);
  const sigmoids = await applied(sigmoid, far);
  const softpluses = await applied(softplus, far);
  far.forEach((x, i) => {
    expect(sigmoids[i]).toBeCloseTo(1 / (1 + Math.exp(-x)), 6);
    // log(1 + eˣ) is less than the unit of 1 where x is far below 0.
    expect(Math.abs((softpluses[i] ?? Number.NaN) - Math.log1p(Math.exp(Math.min(x, 700))))).toBeLessThan(
      CLOSE * Math.max(1, x),
    );
  });
});

it('the ends of the range are those of Math', async () => {
  const ends = Float32Array.of(
    0,
    -0,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    -1,
    89,
    -104,
  );
  const powers = await applied(exp, ends);
  expect([...powers.slice(0, 5), powers[6]]).toEqual([
    1,
    1,
    Number.POSITIVE_INFINITY,
    0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ]);
  const logs = await applied(log, ends);
  expect(logs[0]).toBe(Number.NEGATIVE_INFINITY);
  expect(logs[2]).toBe(Number.POSITIVE_INFINITY);
  expect([logs[3], logs[4], logs[5]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  const tanhs = await applied(tanh, ends);
  expect([tanhs[2], tanhs[3], tanhs[4]]).toEqual([1, -1, Number.NaN]);
});
