/** Elementwise operators in WebAssembly. */
import type { ElementwiseOperator } from '../compiler/operators.ts';
import { type Code, control, f32x4, v128 } from './assembler.ts';
import type { FunctionWriter } from './function-writer.ts';
import type { Approximation } from './math.ts';

type Call = (name: Approximation, x: Code) => Code;

const ZERO = f32x4.const(0);
const ONE = f32x4.const(1);

/** From code of the operands, and the operator's parameter, to code of the result. Operands may be used twice. */
const CODE = {
  Identity: ([x]) => x,
  Add: ([a, b]) => f32x4.add(a, b),
  Sub: ([a, b]) => f32x4.sub(a, b),
  Mul: ([a, b]) => f32x4.mul(a, b),
  Div: ([a, b]) => f32x4.div(a, b),
  Max: ([a, b]) => f32x4.max(a, b),
  Neg: ([x]) => f32x4.neg(x),
  Sqrt: ([x]) => f32x4.sqrt(x),
  Exp: ([x], _, call) => call('exp', x),
  Log: ([x], _, call) => call('log', x),
  Tanh: ([x], _, call) => call('tanh', x),
  Sigmoid: ([x], _, call) => f32x4.div(ONE, f32x4.add(ONE, call('exp', f32x4.neg(x)))),
  Softplus: ([x], _, call) =>
    f32x4.add(f32x4.pseudoMax(x, ZERO), call('log', f32x4.add(ONE, call('exp', f32x4.neg(f32x4.abs(x)))))),
  Relu: ([x]) => f32x4.pseudoMax(x, ZERO),
  // The slope is between 0 and 1, so that the larger one is right on both sides.
  LeakyRelu: ([x], slope) => f32x4.pseudoMax(f32x4.mul(x, f32x4.const(slope)), x),
  /** 1 where x > 0, else 0: the only hard sigmoid that our graphs have (`graph/elementwise.ts`). */
  HardSigmoid: ([x]) => v128.and(f32x4.gt(x, ZERO), ONE),
} satisfies Record<
  ElementwiseOperator,
  (operands: readonly [Code, Code], parameter: number, call: Call) => Code
>;

export function operatorCode(
  operator: ElementwiseOperator,
  [a = [], b = []]: readonly Code[],
  parameter: number | undefined,
  { functionOf }: Pick<FunctionWriter, 'functionOf'>,
): Code {
  return CODE[operator]([a, b], parameter ?? Number.NaN, (name, x) => control.call(functionOf(name), x));
}
