/** The elementwise operators that kernels have, by ONNX's names. */
const OPERATORS = [
  'Identity',
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Max',
  'Neg',
  'Sqrt',
  'Exp',
  'Log',
  'Tanh',
  'Sigmoid',
  'Softplus',
  'Relu',
  'LeakyRelu',
  'HardSigmoid',
] as const;

export type ElementwiseOperator = (typeof OPERATORS)[number];

export function isElementwise(operator: string): operator is ElementwiseOperator {
  return OPERATORS.some((known) => known === operator);
}
