/** The losses of discriminator and generator, from the logits of real and fake pictures, f32 [n] each. */
import { add, multiply, negate, relu, softplus, square, subtract } from '../../graph/elementwise.ts';
import { meanOfAll } from '../../graph/mean.ts';
import type { Tensor } from '../../graph/tensor.ts';

export type GanLoss = {
  /** The discriminator's loss on the real and on the fake batch, f32 [1] each; it minimizes the sum. */
  discriminator(real: Tensor, fake: Tensor): { onReal: Tensor; onFake: Tensor };
  /** The generator's loss, f32 [1]. `real` is called only by losses that compare with real pictures. */
  generator(fake: Tensor, real: () => Tensor): Tensor;
};

/** −log D(x) and −log(1 − D(G(z))), and −log D(G(z)) for G (Goodfellow et al., 2014; the paper's). */
const nonSaturating: GanLoss = {
  discriminator: (real, fake) => ({
    onReal: meanOfAll(softplus(negate(real))),
    onFake: meanOfAll(softplus(fake)),
  }),
  generator: (fake) => meanOfAll(softplus(negate(fake))),
};

/** Squared distance from 1 for real and 0 for fake, halved (Mao et al., 2017, LSGAN). */
const leastSquares: GanLoss = {
  discriminator: (real, fake) => ({
    onReal: multiply(meanOfAll(square(subtract(real, 1))), 0.5),
    onFake: multiply(meanOfAll(square(fake)), 0.5),
  }),
  generator: (fake) => multiply(meanOfAll(square(subtract(fake, 1))), 0.5),
};

/** Margins of 1 on either side of 0 (Lim & Ye, 2017; Miyato et al., 2018). */
const hinge: GanLoss = {
  discriminator: (real, fake) => ({
    onReal: meanOfAll(relu(subtract(1, real))),
    onFake: meanOfAll(relu(add(fake, 1))),
  }),
  generator: (fake) => negate(meanOfAll(fake)),
};

/**
 * Each real picture against the fake one of the same place in the batch (Jolicoeur-Martineau, 2019; as in R3GAN, Huang
 * et al., 2024). The loss is not a sum over real and fake; each part is half of it.
 */
const relativistic: GanLoss = {
  discriminator: (real, fake) => {
    const half = multiply(meanOfAll(softplus(subtract(fake, real))), 0.5);
    return { onReal: half, onFake: half };
  },
  generator: (fake, real) => meanOfAll(softplus(subtract(real(), fake))),
};

/** The difference of the mean logits, an estimate of a distance where D's slope is held near 1 (Arjovsky et al., 2017, WGAN). */
const wasserstein: GanLoss = {
  discriminator: (real, fake) => ({ onReal: negate(meanOfAll(real)), onFake: meanOfAll(fake) }),
  generator: (fake) => negate(meanOfAll(fake)),
};

export const GAN_LOSSES = { nonSaturating, leastSquares, hinge, relativistic, wasserstein } satisfies Record<
  string,
  GanLoss
>;
export type GanLossName = keyof typeof GAN_LOSSES;
