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

/** Near the largest 32-bit float: its product with the smallest normal one, 1.2e-38, is above 1. */
const STEEPEST = 3e38;

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

/**
 * 1 where x > 0, else 0. A hard sigmoid is min(1, max(0, αx + β)); with the steepest α there is, it is one pass over x, and
 * a product with it a fast one, where `Greater` and `Where` are slow. No gradient flows.
 */
const heaviside = (x: Tensor): Tensor =>
  apply('HardSigmoid', [x], x.shape, undefined, {
    attributes: { alpha: { float: STEEPEST }, beta: { float: 0 } },
  });

export const relu = (x: Tensor): Tensor => unary('Relu', x, (g) => multiply(g, heaviside(x)));

/** x where x > 0, slope · x elsewhere; the slope is between 0 and 1. */
export const leakyRelu = (x: Tensor, slope: number): Tensor =>
  apply(
    'LeakyRelu',
    [x],
    x.shape,
    (g) => [multiply(g, apply('Max', [heaviside(x), constant(slope)], x.shape))],
    { attributes: { alpha: { float: slope } } },
  );
