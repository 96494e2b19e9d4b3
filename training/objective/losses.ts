/** What the discriminator and the generator strive for, from the logits of real and fake pictures, f32 [n] each. */
import { add, multiply, negate, relu, softplus, square, subtract } from '../../graph/elementwise.ts';
import { mean } from '../../graph/mean.ts';
import { reshape } from '../../graph/shape.ts';
import type { Tensor } from '../../graph/tensor.ts';

export type Objective = {
  /** The discriminator's loss on the real and on the fake batch; the sum is what it descends. Each f32 [1]. */
  discriminator(real: Tensor, fake: Tensor): { onReal: Tensor; onFake: Tensor };
  /** The generator's loss, f32 [1]. `real` is called only by an objective that compares with real pictures. */
  generator(fake: Tensor, real: () => Tensor): Tensor;
};

function average(x: Tensor): Tensor {
  return reshape(mean(x), [1]);
}

/** −log D(x) and −log(1 − D(G(z))), and −log D(G(z)) for G (Goodfellow et al., 2014; the paper's). */
const nonSaturating: Objective = {
  discriminator: (real, fake) => ({
    onReal: average(softplus(negate(real))),
    onFake: average(softplus(fake)),
  }),
  generator: (fake) => average(softplus(negate(fake))),
};

/** Squared distance from 1 for real and 0 for fake, halved (Mao et al., 2017, LSGAN). */
const leastSquares: Objective = {
  discriminator: (real, fake) => ({
    onReal: multiply(average(square(subtract(real, 1))), 0.5),
    onFake: multiply(average(square(fake)), 0.5),
  }),
  generator: (fake) => multiply(average(square(subtract(fake, 1))), 0.5),
};

/** Margins of 1 on either side of 0 (Lim & Ye, 2017; Miyato et al., 2018). */
const hinge: Objective = {
  discriminator: (real, fake) => ({
    onReal: average(relu(subtract(1, real))),
    onFake: average(relu(add(fake, 1))),
  }),
  generator: (fake) => negate(average(fake)),
};

/**
 * Each real picture against the fake one of the same place in the batch (Jolicoeur-Martineau, 2019; as in R3GAN, Huang
 * et al., 2024). The loss does not part into real and fake; each is given half of it.
 */
const relativistic: Objective = {
  discriminator: (real, fake) => {
    const half = multiply(average(softplus(subtract(fake, real))), 0.5);
    return { onReal: half, onFake: half };
  },
  generator: (fake, real) => average(softplus(subtract(real(), fake))),
};

export const OBJECTIVES = { nonSaturating, leastSquares, hinge, relativistic } satisfies Record<
  string,
  Objective
>;
export type ObjectiveName = keyof typeof OBJECTIVES;
