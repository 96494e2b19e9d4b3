/** Elementwise arithmetic and functions; binary operations broadcast as in NumPy. */
import { sumTo } from './reduction.ts';
import { apply, type Backward, constant, printShape, type Shape, type Tensor } from './tensor.ts';

/**
 * The shape that two shapes broadcast to.
 * @throws RangeError with both shapes, where they do not broadcast
 */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new RangeError(`the shapes ${printShape(a)} and ${printShape(b)} do not broadcast`);
    }
    return Math.max(left, right);
  });
}

/** Near the largest 32-bit float: its product with the smallest normal one, 1.2e-38, is above 1. */
const STEEPEST = 3e38;

type Operand = Tensor | number;
function tensor(operand: Operand): Tensor {
  return typeof operand === 'number' ? constant(operand) : operand;
}

function binary(
  operator: string,
  a: Operand,
  b: Operand,
  backward: (gradient: Tensor, a: Tensor, b: Tensor) => readonly [Tensor, Tensor],
): Tensor {
  const left = tensor(a);
  const right = tensor(b);
  return apply(operator, [left, right], broadcastShape(left.shape, right.shape), (gradient) => {
    const [toLeft, toRight] = backward(gradient, left, right);
    return [sumTo(toLeft, left.shape), sumTo(toRight, right.shape)];
  });
}

export function add(a: Operand, b: Operand): Tensor {
  return binary('Add', a, b, (g) => [g, g]);
}
export function subtract(a: Operand, b: Operand): Tensor {
  return binary('Sub', a, b, (g) => [g, negate(g)]);
}
export function multiply(a: Operand, b: Operand): Tensor {
  return binary('Mul', a, b, (g, x, y) => [multiply(g, y), multiply(g, x)]);
}
export function divide(a: Operand, b: Operand): Tensor {
  return binary('Div', a, b, (g, x, y) => {
    const toNumerator = divide(g, y);
    return [toNumerator, negate(multiply(toNumerator, divide(x, y)))];
  });
}

function unary(operator: string, x: Tensor, backward: (gradient: Tensor, y: Tensor) => Tensor): Tensor {
  const chain: Backward = (gradient) => [backward(gradient, y)];
  const y = apply(operator, [x], x.shape, chain);
  return y;
}

export function negate(x: Tensor): Tensor {
  return unary('Neg', x, negate);
}
export function square(x: Tensor): Tensor {
  return multiply(x, x);
}
export function sqrt(x: Tensor): Tensor {
  return unary('Sqrt', x, (g, y) => divide(multiply(g, 0.5), y));
}
export function exp(x: Tensor): Tensor {
  return unary('Exp', x, (g, y) => multiply(g, y));
}
export function log(x: Tensor): Tensor {
  return unary('Log', x, (g) => divide(g, x));
}
export function tanh(x: Tensor): Tensor {
  return unary('Tanh', x, (g, y) => multiply(g, subtract(1, square(y))));
}
export function sigmoid(x: Tensor): Tensor {
  return unary('Sigmoid', x, (g, y) => multiply(g, multiply(y, subtract(1, y))));
}

/** log(1 + eˣ): the binary cross-entropy of a logit, without overflow. */
export function softplus(x: Tensor): Tensor {
  return unary('Softplus', x, (g) => multiply(g, sigmoid(x)));
}

/**
 * 1 where x > 0, else 0, as a hard sigmoid min(1, max(0, αx + β)) with the largest α: one pass over x, and faster than
 * `Greater` and `Where`. No gradient flows through.
 */
export function heaviside(x: Tensor): Tensor {
  return apply('HardSigmoid', [x], x.shape, undefined, {
    attributes: { alpha: { float: STEEPEST }, beta: { float: 0 } },
  });
}

export function relu(x: Tensor): Tensor {
  return unary('Relu', x, (g) => multiply(g, heaviside(x)));
}

/** x where x > 0, slope · x elsewhere; the slope is between 0 and 1. */
export function leakyRelu(x: Tensor, slope: number): Tensor {
  return apply(
    'LeakyRelu',
    [x],
    x.shape,
    (g) => [multiply(g, apply('Max', [heaviside(x), constant(slope)], x.shape))],
    { attributes: { alpha: { float: slope } } },
  );
}
