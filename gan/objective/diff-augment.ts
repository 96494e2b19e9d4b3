/**
 * DiffAugment (Zhao et al., 2020): the colours of D's inputs, real or fake, are changed at random, and they are shifted and
 * partly covered, all differentiably, so that D does not overfit small data. The random amounts are inputs of the graph,
 * drawn from the recipe's seed.
 */

import { add, multiply, subtract } from '../../graph/elementwise.ts';
import { matmul } from '../../graph/matmul.ts';
import { mean } from '../../graph/mean.ts';
import { input, type Tensor, type Values } from '../../graph/tensor.ts';
import { philox } from '../../latent/seed/philox.ts';

export type Augmentation = {
  readonly augmentColour: boolean;
  readonly augmentTranslation: boolean;
  readonly augmentCutout: boolean;
};

/** The passes of D in a step; each draws its own amounts. */
export const DISCRIMINATOR_PASSES = ['real', 'fake', 'fakeAgain', 'realAgain'] as const;
export type DiscriminatorPass = (typeof DISCRIMINATOR_PASSES)[number];

/** As in the paper, in shares of the picture's side: the largest shift, and the side of the cutout. */
const SHIFT = 1 / 8;
const COVER = 1 / 2;
/** Random numbers that a picture takes. */
const NUMBERS = 7;

function inputName(pass: DiscriminatorPass, kind: string): string {
  return `augment.${pass}.${kind}`;
}

/** The augmented pictures, f32 [n, 3, h, w] → the same shape. */
export function diffAugment(x: Tensor, options: Augmentation, pass: DiscriminatorPass): Tensor {
  const [n = 0, , h = 0, w = 0] = x.shape;
  const amount = (kind: string, shape: number[]): Tensor => input(inputName(pass, kind), shape);
  let y = x;
  if (options.augmentColour) {
    y = add(y, amount('brightness', [n, 1, 1, 1]));
    const grey = mean(y, [1]);
    y = add(multiply(subtract(y, grey), amount('saturation', [n, 1, 1, 1])), grey);
    const flat = mean(y, [1, 2, 3]);
    y = add(multiply(subtract(y, flat), amount('contrast', [n, 1, 1, 1])), flat);
  }
  // A shift is a product with a matrix that has ones on an off-diagonal: on the left for rows, on the right for columns.
  if (options.augmentTranslation) {
    y = matmul(matmul(amount('rows', [n, 1, h, h]), y), amount('columns', [n, 1, w, w]));
  }
  if (options.augmentCutout) {
    y = multiply(y, amount('cover', [n, 1, h, w]));
  }
  return y;
}

/** Uniform number `i` in [0, 1) of a pass in a step; passes beyond DISCRIMINATOR_PASSES are for others. */
export function uniform(seed: number, step: number, pass: number, i: number): number {
  return (philox(seed % 2 ** 32, Math.floor(seed / 2 ** 32), i, step, pass, 2)[0] ?? 0) / 2 ** 32;
}

/**
 * The amounts of all passes of a step, by input name.
 * @param first of the step's pictures that get these amounts
 */
export function drawAmounts(
  options: Augmentation,
  seed: number,
  step: number,
  n: number,
  side: number,
  first = 0,
): Values {
  return Object.assign(
    {},
    ...DISCRIMINATOR_PASSES.map((pass, k) =>
      drawPass(options, pass, n, side, (i) => uniform(seed, step, k, NUMBERS * first + i)),
    ),
  );
}

function drawPass(
  options: Augmentation,
  pass: DiscriminatorPass,
  n: number,
  side: number,
  random: (i: number) => number,
): Values {
  const values: Values = {};
  function fill(kind: string, shape: number[], draw: (picture: number, out: Float32Array) => void): void {
    const size = shape.reduce((a, b) => a * b, 1);
    const data = new Float32Array(n * size);
    for (let i = 0; i < n; i++) {
      draw(i, data.subarray(i * size, (i + 1) * size));
    }
    values[inputName(pass, kind)] = { shape: [n, ...shape], data };
  }
  const number = (picture: number, k: number): number => random(NUMBERS * picture + k);
  const whole = (picture: number, k: number, low: number, high: number): number =>
    low + Math.floor(number(picture, k) * (high - low + 1));
  if (options.augmentColour) {
    fill('brightness', [1, 1, 1], (i, out) => out.fill(number(i, 0) - 0.5));
    fill('saturation', [1, 1, 1], (i, out) => out.fill(2 * number(i, 1)));
    fill('contrast', [1, 1, 1], (i, out) => out.fill(0.5 + number(i, 2)));
  }
  if (options.augmentTranslation) {
    const reach = Math.round(side * SHIFT);
    const shifted = (k: number) => (i: number, out: Float32Array) => {
      const by = whole(i, k, -reach, reach);
      for (let y = 0; y < side; y++) {
        if (y + by >= 0 && y + by < side) {
          out[y * side + y + by] = 1;
        }
      }
    };
    fill('rows', [1, side, side], shifted(3));
    fill('columns', [1, side, side], shifted(4));
  }
  if (options.augmentCutout) {
    const size = Math.round(side * COVER);
    fill('cover', [1, side, side], (i, out) => {
      const top = whole(i, 5, 0, side) - Math.floor(size / 2);
      const left = whole(i, 6, 0, side) - Math.floor(size / 2);
      out.forEach((_, at) => {
        const [y, x] = [Math.floor(at / side) - top, (at % side) - left];
        out[at] = y >= 0 && y < size && x >= 0 && x < size ? 0 : 1;
      });
    });
  }
  return values;
}
