/**
 * Index arithmetic that simplifies itself. All sizes are known when a kernel is written, so that most reshapes, transposes
 * and slices between two kernels cancel out before any code is written.
 *
 * An index is constant + Σ coefficient · factor. A factor is a variable, a quotient or a remainder, of type u32, whose range is
 * known: 0 ≤ factor < size. Its text is its WGSL; factors with equal texts are equal. A negative index (the border of a padded
 * picture) wraps around in u32; a guard excludes it, and `value < size` is one comparison for both borders.
 */

/** (of / divisor) % modulus; the modulus is infinite for a quotient. */
export type Quotient = { readonly of: IndexExpression; readonly divisor: number; readonly modulus: number };

export type Factor = {
  readonly text: string;
  readonly size: number;
  /** For quotients and remainders. */
  readonly parts?: Quotient;
};

export type IndexExpression = {
  readonly terms: readonly (readonly [factor: Factor, coefficient: number])[];
  readonly constant: number;
};

/** A number. */
export function literal(constant: number): IndexExpression {
  return { terms: [], constant };
}

/** A variable with 0 ≤ name < size; of size 1 it is 0. */
export function variable(name: string, size: number): IndexExpression {
  return size === 1 ? literal(0) : fromFactor({ text: name, size });
}

function fromFactor(factor: Factor): IndexExpression {
  return { terms: [[factor, 1]], constant: 0 };
}

type Terms = IndexExpression['terms'];

/** Equal factors once, and quotients joined with their remainders. */
function collected(terms: Terms, constant: number): IndexExpression {
  const byText = new Map<string, readonly [Factor, number]>();
  for (const [factor, coefficient] of terms) {
    byText.set(factor.text, [factor, (byText.get(factor.text)?.[1] ?? 0) + coefficient]);
  }
  return rejoined(
    [...byText.values()].filter(([, coefficient]) => coefficient !== 0),
    constant,
  );
}

/** m · (x / m) + x mod m = x, which is how a reshape undoes another. */
function rejoined(terms: Terms, constant: number): IndexExpression {
  for (const high of terms) {
    for (const low of terms) {
      const [a, b] = [high[0].parts, low[0].parts];
      if (
        a &&
        b &&
        a.divisor === b.divisor * b.modulus &&
        high[1] === low[1] * b.modulus &&
        print(a.of) === print(b.of)
      ) {
        const joined = times(partOf(a.of, b.divisor, a.modulus * b.modulus), low[1]);
        const others = terms.filter((term) => term !== high && term !== low);
        return collected([...others, ...joined.terms], constant + joined.constant);
      }
    }
  }
  return { terms, constant };
}

export function plus(a: IndexExpression, b: IndexExpression | number): IndexExpression {
  return typeof b === 'number'
    ? { ...a, constant: a.constant + b }
    : collected([...a.terms, ...b.terms], a.constant + b.constant);
}

export function times(a: IndexExpression, by: number): IndexExpression {
  return collected(
    a.terms.map(([factor, coefficient]) => [factor, coefficient * by]),
    a.constant * by,
  );
}

/** The largest and the smallest value. */
export function range({ terms, constant }: IndexExpression): { min: number; max: number } {
  let [min, max] = [constant, constant];
  for (const [{ size }, coefficient] of terms) {
    const reach = coefficient * (size - 1);
    max += Math.max(0, reach);
    min += Math.min(0, reach);
  }
  return { min, max };
}

/** The number of values from 0 to the largest. */
function sizeOfRange(a: IndexExpression): number {
  return range(a).max + 1;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * ⌊a / by⌋, also of what is negative. Terms that are multiples of `by` are divided by themselves; what is left is dropped
 * where it is less than `by`: (4i + j) / 4 = i for j < 4.
 */
export function dividedBy(a: IndexExpression, by: number): IndexExpression {
  const { min } = range(a);
  if (by === 1) {
    return a;
  }
  if (min < 0) {
    const up = Math.ceil(-min / by);
    return plus(dividedBy(plus(a, up * by), by), -up);
  }
  const whole = a.terms.filter(([, coefficient]) => coefficient % by === 0);
  const left = a.terms.filter(([, coefficient]) => coefficient % by !== 0);
  const quotient = {
    terms: whole.map(([factor, coefficient]) => [factor, coefficient / by] as const),
    constant: Math.floor(a.constant / by),
  };
  const rest = { terms: left, constant: a.constant % by };
  const limits = range(rest);
  const steps = limits.max < by ? undefined : inSteps(rest, by);
  if (steps) {
    return plus(quotient, dividedBy(steps.coarse, by));
  }
  if (limits.min < 0) {
    const up = Math.ceil(-limits.min / by);
    return plus(quotient, plus(dividedBy(plus(rest, up * by), by), -up));
  }
  return limits.max < by ? quotient : plus(quotient, quotientOf(rest, by));
}

/**
 * An expression as multiples of a step that divides `by`, and what is less than that step: (8i + j) / 16 = i / 2 for j < 8,
 * and (8i + j) mod 16 = 8 (i mod 2) + j.
 */
function inSteps(
  { terms, constant }: IndexExpression,
  by: number,
): { coarse: IndexExpression; fine: IndexExpression } | undefined {
  for (const [, step] of terms) {
    if (step <= 1 || by % step !== 0) {
      continue;
    }
    const fine = {
      terms: terms.filter(([, coefficient]) => coefficient % step !== 0),
      constant: ((constant % step) + step) % step,
    };
    const { min, max } = range(fine);
    if ((fine.terms.length > 0 || fine.constant > 0) && min >= 0 && max < step) {
      const coarse = {
        terms: terms.filter(([, coefficient]) => coefficient % step === 0),
        constant: constant - fine.constant,
      };
      return range(coarse).min < 0 ? undefined : { coarse, fine };
    }
  }
  return undefined;
}

/** The largest divisor that all coefficients and `by` have in common. */
function commonDivisor({ terms }: IndexExpression, by: number): number {
  return terms.reduce((gcd, [, coefficient]) => greatestCommonDivisor(gcd, Math.abs(coefficient)), by);
}

function scaledDown({ terms, constant }: IndexExpression, by: number): IndexExpression {
  return {
    terms: terms.map(([factor, coefficient]) => [factor, coefficient / by] as const),
    constant: Math.floor(constant / by),
  };
}

function quotientOf(rest: IndexExpression, by: number): IndexExpression {
  const common = commonDivisor(rest, by);
  if (common > 1) {
    return dividedBy(scaledDown(rest, common), by / common);
  }
  const parts = onlyFactor(rest)?.parts;
  if (parts && parts.modulus === Number.POSITIVE_INFINITY) {
    return partOf(parts.of, parts.divisor * by, Number.POSITIVE_INFINITY);
  }
  if (parts && parts.modulus % by === 0) {
    return partOf(parts.of, parts.divisor * by, parts.modulus / by);
  }
  return partOf(rest, by, Number.POSITIVE_INFINITY);
}

/** a mod by. Multiples of `by` are dropped, and the rest stays as it is where it is less. */
export function modulo(a: IndexExpression, by: number): IndexExpression {
  if (by === 1) {
    return literal(0);
  }
  const { min } = range(a);
  if (min < 0) {
    return modulo(plus(a, Math.ceil(-min / by) * by), by);
  }
  const rest = {
    terms: a.terms.filter(([, coefficient]) => coefficient % by !== 0),
    constant: a.constant % by,
  };
  const limits = range(rest);
  if (limits.min >= 0 && limits.max < by) {
    return rest;
  }
  const steps = inSteps(rest, by);
  if (steps) {
    return plus(modulo(steps.coarse, by), steps.fine);
  }
  const common = commonDivisor(rest, by);
  if (common > 1 && limits.min >= 0 && rest.constant % common === 0) {
    return times(modulo(scaledDown(rest, common), by / common), common);
  }
  const parts = onlyFactor(rest)?.parts;
  if (parts && (parts.modulus === Number.POSITIVE_INFINITY || parts.modulus % by === 0)) {
    return partOf(parts.of, parts.divisor, by);
  }
  return limits.min < 0 ? modulo(plus(rest, Math.ceil(-limits.min / by) * by), by) : partOf(rest, 1, by);
}

/** The factor of an expression that is nothing but one. */
function onlyFactor({ terms, constant }: IndexExpression): Factor | undefined {
  return terms.length === 1 && terms[0]?.[1] === 1 && constant === 0 ? terms[0][0] : undefined;
}

/** (of / divisor) % modulus as a factor. */
function partOf(of: IndexExpression, divisor: number, modulus: number): IndexExpression {
  const whole = sizeOfRange(of);
  const size = Math.ceil(whole / divisor);
  if (size <= 1) {
    return literal(0);
  }
  const bounded = modulus < size ? modulus : Number.POSITIVE_INFINITY;
  if (divisor === 1 && bounded === Number.POSITIVE_INFINITY) {
    return of;
  }
  const quotient = divisor === 1 ? `(${print(of)})` : `(${print(of)}) / ${divisor}u`;
  const text = bounded === Number.POSITIVE_INFINITY ? quotient : `${quotient} % ${bounded}u`;
  return fromFactor({ text, size: Math.min(size, bounded), parts: { of, divisor, modulus: bounded } });
}

/** u32 in WGSL; negative numbers wrap around. */
function unsigned(value: number): string {
  return `${value < 0 ? value + 2 ** 32 : value}u`;
}

/** The expression in WGSL, of type u32. */
export function print({ terms, constant }: IndexExpression): string {
  const printed = terms.map(([{ text, parts }, coefficient]) => {
    const factor = parts || /[^\w.[\]]/.test(text) ? `(${text})` : text;
    return coefficient === 1 ? factor : `${factor} * ${unsigned(coefficient)}`;
  });
  return [...printed, ...(constant !== 0 || printed.length === 0 ? [unsigned(constant)] : [])].join(' + ');
}
