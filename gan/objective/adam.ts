/** Adam (Kingma & Ba, 2015), in PyTorch's form. */
import { add, divide, multiply, sqrt, square, subtract } from '../../graph/elementwise.ts';
import { gradients } from '../../graph/gradient.ts';
import { input, type Tensor } from '../../graph/tensor.ts';

/** PyTorch's default. */
const EPSILON = 1e-8;

/** Prefixes of the names of the two moments. */
export const ADAM_MEAN = 'adam.m.';
export const ADAM_VARIANCE = 'adam.v.';
export function adamMean(name: string): string {
  return `${ADAM_MEAN}${name}`;
}
export function adamVariance(name: string): string {
  return `${ADAM_VARIANCE}${name}`;
}

export type AdamUpdate = {
  readonly gradient: Tensor;
  readonly after: Tensor;
  /** The next moments by name. */
  readonly moments: Readonly<Record<string, Tensor>>;
};

/**
 * One Adam step for each weight.
 *
 * The bias corrections depend on the number of steps t and are inputs: `rate` is the learning rate divided by 1 − β₁ᵗ,
 * `correction` is 1 / √(1 − β₂ᵗ); each f32 [1] (`graph/step-schedule.ts`). With β₁ = 0 the first moment is the gradient,
 * and is not stored.
 */
export function adam(
  weights: Readonly<Record<string, Tensor>>,
  loss: Tensor,
  { beta1, beta2, rate, correction }: { beta1: number; beta2: number; rate: Tensor; correction: Tensor },
): Record<string, AdamUpdate> {
  const found = gradients(loss, Object.values(weights));
  return Object.fromEntries(
    Object.entries(weights).map(([name, before], i): [string, AdamUpdate] => {
      const gradient = found[i] as Tensor;
      const moments: Record<string, Tensor> = {};
      let m = gradient;
      if (beta1 > 0) {
        m = add(multiply(input(adamMean(name), before.shape), beta1), multiply(gradient, 1 - beta1));
        moments[adamMean(name)] = m;
      }
      const v = add(
        multiply(input(adamVariance(name), before.shape), beta2),
        multiply(square(gradient), 1 - beta2),
      );
      moments[adamVariance(name)] = v;
      const root = add(multiply(sqrt(v), correction), EPSILON);
      return [name, { gradient, after: subtract(before, multiply(divide(m, root), rate)), moments }];
    }),
  );
}
