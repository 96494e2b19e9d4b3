/**
 * Functions that no processor has an instruction for, four numbers at a time and to within some 2 units of the last place
 * (a relative error of 2e-7), as functions of a module: (v128) → v128. NaN stays NaN.
 */
import { type Code, control, type FunctionCode, f32x4, i32x4, local, v128 } from './assembler.ts';
import { type FunctionWriter, openFunction } from './function-writer.ts';

export type Approximation = 'exp' | 'log' | 'tanh';

const X = 0;
const x = local.get(X);

/** c[0] + c[1] y + c[2] y² + …, by Horner's rule. */
function polynomial(y: Code, coefficients: readonly number[]): Code {
  const [first = 0, ...others] = [...coefficients].reverse();
  return others.reduce<Code>(
    (sum, coefficient) => f32x4.add(f32x4.mul(sum, y), f32x4.const(coefficient)),
    f32x4.const(first),
  );
}

function integers(value: number): Code {
  return v128.const([value, value, value, value]);
}

/** ln 2 in two parts: the first has so few bits that its product with a small integer is exact. */
const LN2_HIGH = 355 / 512;
const LN2_LOW = Math.LN2 - LN2_HIGH;
/** The exponent of 1 in a 32-bit float, and the bits below the exponent. */
const BIAS = 127;
const FRACTION_BITS = 23;

/**
 * eˣ = 2ⁿ · eʳ with n = round(x / ln 2), so that |r| ≤ (ln 2) / 2 = 0.35, where Taylor's series to r⁷ leaves 5e-9. 2ⁿ is made
 * of bits, in two factors, since n may be beyond the exponents of a float where the product is not.
 */
function exp(): FunctionCode {
  const writer = openFunction(['v128']);
  const [n, r, power] = [writer.local('v128'), writer.local('v128'), writer.local('v128')];
  const [whole, half] = [writer.local('v128'), writer.local('v128')];
  const factorial = [1, 1, 2, 6, 24, 120, 720, 5040];
  // Beyond these the result is 0, or infinite.
  const limited = f32x4.pseudoMin(f32x4.pseudoMax(x, f32x4.const(-104)), f32x4.const(89));
  function powerOfTwo(exponent: Code): Code {
    return i32x4.shiftLeft(i32x4.add(exponent, integers(BIAS)), FRACTION_BITS);
  }
  return {
    ...writer.finish([
      ...local.set(X, limited),
      ...local.set(n, f32x4.nearest(f32x4.mul(x, f32x4.const(1 / Math.LN2)))),
      ...local.set(
        r,
        f32x4.sub(
          f32x4.sub(x, f32x4.mul(local.get(n), f32x4.const(LN2_HIGH))),
          f32x4.mul(local.get(n), f32x4.const(LN2_LOW)),
        ),
      ),
      ...local.set(
        power,
        polynomial(
          local.get(r),
          factorial.map((product) => 1 / product),
        ),
      ),
      ...local.set(whole, i32x4.ofFloat(local.get(n))),
      ...local.set(half, i32x4.shiftRightSigned(local.get(whole), 1)),
      ...f32x4.mul(
        f32x4.mul(local.get(power), powerOfTwo(local.get(half))),
        powerOfTwo(i32x4.sub(local.get(whole), local.get(half))),
      ),
    ]),
    result: 'v128',
  };
}

/** The bits of √½: numbers from there to √2 have the exponent 0 below. */
const SQRT_HALF_BITS = 0x3f3504f3;

/**
 * ln x = n ln 2 + ln m with x = m · 2ⁿ and √½ ≤ m < √2. With s = (m − 1) / (m + 1), ln m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …);
 * |s| ≤ 0.172, so that what follows s⁹ is less than 4e-10 of it. −∞ for 0; NaN below.
 */
function log(): FunctionCode {
  const writer = openFunction(['v128']);
  const [n, m, s, square] = Array.from({ length: 4 }, () => writer.local('v128')) as [
    number,
    number,
    number,
    number,
  ];
  const found = f32x4.add(
    f32x4.mul(f32x4.ofInteger(local.get(n)), f32x4.const(LN2_HIGH)),
    f32x4.add(
      f32x4.mul(local.get(s), polynomial(local.get(square), [2, 2 / 3, 2 / 5, 2 / 7, 2 / 9])),
      f32x4.mul(f32x4.ofInteger(local.get(n)), f32x4.const(LN2_LOW)),
    ),
  );
  const isBounded = f32x4.lt(x, f32x4.const(Number.POSITIVE_INFINITY));
  const outside = f32x4.sub(f32x4.sqrt(x), f32x4.div(f32x4.const(1), f32x4.mul(x, x)));
  return {
    ...writer.finish([
      ...local.set(n, i32x4.shiftRightSigned(i32x4.sub(x, integers(SQRT_HALF_BITS)), FRACTION_BITS)),
      ...local.set(m, i32x4.sub(x, i32x4.shiftLeft(local.get(n), FRACTION_BITS))),
      ...local.set(
        s,
        f32x4.div(f32x4.sub(local.get(m), f32x4.const(1)), f32x4.add(local.get(m), f32x4.const(1))),
      ),
      ...local.set(square, f32x4.mul(local.get(s), local.get(s))),
      ...v128.select(v128.select(found, x, isBounded), outside, f32x4.gt(x, f32x4.const(0))),
    ]),
    result: 'v128',
  };
}

/**
 * Where |x| < 1, from Lambert's continued fraction x / (1 + x² / (3 + x² / (5 + …))), which after seven steps is this quotient
 * of polynomials; elsewhere tanh |x| = 1 − 2 / (e²ˣ + 1), with the sign of x.
 */
function tanh(expNumber: number): FunctionCode {
  const writer = openFunction(['v128']);
  const [square, size] = [writer.local('v128'), writer.local('v128')];
  const y = local.get(square);
  const near = f32x4.div(
    f32x4.mul(x, polynomial(y, [135135, 17325, 378, 1])),
    polynomial(y, [135135, 62370, 3150, 28]),
  );
  const power = control.call(expNumber, f32x4.add(local.get(size), local.get(size)));
  const far = f32x4.sub(f32x4.const(1), f32x4.div(f32x4.const(2), f32x4.add(power, f32x4.const(1))));
  const sign = v128.and(x, integers(0x80000000));
  return {
    ...writer.finish([
      ...local.set(square, f32x4.mul(x, x)),
      ...local.set(size, f32x4.abs(x)),
      ...v128.select(near, v128.or(far, sign), f32x4.lt(local.get(size), f32x4.const(1))),
    ]),
    result: 'v128',
  };
}

export function approximation(name: string, functionOf: FunctionWriter['functionOf']): FunctionCode {
  switch (name) {
    case 'exp':
      return exp();
    case 'log':
      return log();
    case 'tanh':
      return tanh(functionOf('exp'));
    default:
      throw new Error(`there is no function ${name}`);
  }
}
