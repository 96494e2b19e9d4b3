/** Arithmetic and functions of each element; binary operations broadcast as NumPy's do. */
import { sumTo } from './reduction.ts';
import { apply, type Backward, constant, printShape, type Shape, type Tensor } from './tensor.ts';

/** The shape two shapes broadcast to. Throws a RangeError that prints both where they do not. */
export const broadcastShape = (a: Shape, b: Shape): Shape => {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new RangeError(`the shapes ${printShape(a)} and ${printShape(b)} do not broadcast`);
    return Math.max(left, right);
  });
};

type Operand = Tensor | number;
const tensor = (operand: Operand): Tensor => (typeof operand === 'number' ? constant(operand) : operand);

const binary = (
  operator: string,
  a: Operand,
  b: Operand,
  backward: (gradient: Tensor, a: Tensor, b: Tensor) => readonly [Tensor, Tensor],
): Tensor => {
  const left = tensor(a);
  const right = tensor(b);
  return apply(operator, [left, right], broadcastShape(left.shape, right.shape), (gradient) => {
    const [toLeft, toRight] = backward(gradient, left, right);
    return [sumTo(toLeft, left.shape), sumTo(toRight, right.shape)];
  });
};

export const add = (a: Operand, b: Operand): Tensor => binary('Add', a, b, (g) => [g, g]);
export const subtract = (a: Operand, b: Operand): Tensor => binary('Sub', a, b, (g) => [g, negate(g)]);
export const multiply = (a: Operand, b: Operand): Tensor =>
  binary('Mul', a, b, (g, x, y) => [multiply(g, y), multiply(g, x)]);
export const divide = (a: Operand, b: Operand): Tensor =>
  binary('Div', a, b, (g, x, y) => {
    const toNumerator = divide(g, y);
    return [toNumerator, negate(multiply(toNumerator, divide(x, y)))];
  });

const unary = (operator: string, x: Tensor, backward: (gradient: Tensor, y: Tensor) => Tensor): Tensor => {
  const chain: Backward = (gradient) => [backward(gradient, y)];
  const y = apply(operator, [x], x.shape, chain);
  return y;
};

export const negate = (x: Tensor): Tensor => unary('Neg', x, negate);
export const square = (x: Tensor): Tensor => multiply(x, x);
export const sqrt = (x: Tensor): Tensor => unary('Sqrt', x, (g, y) => divide(multiply(g, 0.5), y));
export const exp = (x: Tensor): Tensor => unary('Exp', x, (g, y) => multiply(g, y));
export const log = (x: Tensor): Tensor => unary('Log', x, (g) => divide(g, x));
export const tanh = (x: Tensor): Tensor => unary('Tanh', x, (g, y) => multiply(g, subtract(1, square(y))));
export const sigmoid = (x: Tensor): Tensor =>
  unary('Sigmoid', x, (g, y) => multiply(g, multiply(y, subtract(1, y))));

/** log(1 + eˣ): the binary cross-entropy of a logit, without overflow. */
export const softplus = (x: Tensor): Tensor => unary('Softplus', x, (g) => multiply(g, sigmoid(x)));

const positive = (x: Tensor): Tensor =>
  apply('Greater', [x, constant(0)], x.shape, undefined, { type: 'bool' });

/** a where the condition holds, b elsewhere; no gradient to the condition. */
const where = (condition: Tensor, a: Tensor, b: Tensor): Tensor =>
  apply('Where', [condition, a, b], condition.shape, (g) => {
    const zero = constant(0);
    return [undefined, sumTo(where(condition, g, zero), a.shape), sumTo(where(condition, zero, g), b.shape)];
  });

export const relu = (x: Tensor): Tensor => unary('Relu', x, (g) => where(positive(x), g, constant(0)));

/** x where x > 0, slope · x elsewhere. */
export const leakyRelu = (x: Tensor, slope: number): Tensor =>
  apply('LeakyRelu', [x], x.shape, (g) => [where(positive(x), g, multiply(g, slope))], {
    attributes: { alpha: { float: slope } },
  });
