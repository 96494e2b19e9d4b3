/** Elementwise operators in WGSL. */
import type { ElementwiseOperator } from '../compiler/operators.ts';

/**
 * From WGSL expressions of the operands, and the operator's parameter, to a WGSL expression. WGSL leaves the results of exp
 * and tanh open where they overflow, so their arguments are limited to where they do not.
 */
const WGSL = {
  Identity: ([x]) => `${x}`,
  Add: ([a, b]) => `(${a} + ${b})`,
  Sub: ([a, b]) => `(${a} - ${b})`,
  Mul: ([a, b]) => `(${a} * ${b})`,
  Div: ([a, b]) => `(${a} / ${b})`,
  Max: ([a, b]) => `max(${a}, ${b})`,
  Neg: ([x]) => `(-${x})`,
  Sqrt: ([x]) => `sqrt(${x})`,
  Exp: ([x]) => `exp(${x})`,
  Log: ([x]) => `log(${x})`,
  Tanh: ([x]) => `tanh(clamp(${x}, -15.0, 15.0))`,
  Sigmoid: ([x]) => `(1.0 / (1.0 + exp(-max(${x}, -80.0))))`,
  Softplus: ([x]) => `(max(${x}, 0.0) + log(1.0 + exp(-abs(${x}))))`,
  Relu: ([x]) => `max(${x}, 0.0)`,
  LeakyRelu: ([x], slope) => `select(${x} * ${slope}, ${x}, ${x} > 0.0)`,
  /** 1 where x > 0, else 0: the only hard sigmoid that our graphs have (`graph/elementwise.ts`). */
  HardSigmoid: ([x]) => `select(0.0, 1.0, ${x} > 0.0)`,
} satisfies Record<ElementwiseOperator, (operands: readonly string[], parameter: string) => string>;

/**
 * An f32 literal.
 * @throws RangeError for what WGSL cannot write: NaN and infinities
 */
export function float(value: number): string {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) {
    throw new RangeError(`WGSL has no literal for ${value}`);
  }
  const text = String(rounded);
  const literal = /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
  return rounded < 0 ? `(${literal})` : literal;
}

export function operatorCode(
  operator: ElementwiseOperator,
  operands: readonly string[],
  parameter: number | undefined,
): string {
  return WGSL[operator](operands, parameter === undefined ? '' : float(parameter));
}
