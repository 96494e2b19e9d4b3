/** The scalars that change from one training step to the next, the same for every device that runs the step. */

export type ScheduleRecipe = {
  readonly generatorRate: number;
  readonly discriminatorRate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Steps after which the learning rate has fallen linearly to zero; 0 keeps it constant. */
  readonly decaySteps: number;
  /** Steps for which only the discriminator is updated. */
  readonly generatorWaits: number;
  readonly emaDecay: number;
  readonly emaWarmUp: boolean;
};

/** Named as the inputs of the step's graph that they feed. */
export type StepScalars = Readonly<Record<'rate.G' | 'rate.D' | 'correction' | 'emaDecay', number>>;

/**
 * Adam's bias correction is folded into the rates, α / (1 − β₁ᵗ), and into `correction`, 1 / √(1 − β₂ᵗ), where t counts
 * steps from 1. The decay of the moving average warms up, so that it forgets the random start quickly.
 *
 * Kingma and Ba: "Adam: A Method for Stochastic Optimization", arXiv:1412.6980, algorithm 1.
 *
 * @param steps that were taken before this one
 */
export function stepScalars(recipe: ScheduleRecipe, steps: number): StepScalars {
  const { generatorRate, discriminatorRate, beta1, beta2, decaySteps, generatorWaits, emaDecay, emaWarmUp } =
    recipe;
  const t = steps + 1;
  const remaining = decaySteps === 0 ? 1 : Math.max(0, 1 - steps / decaySteps);
  const rate = (base: number): number => (remaining * base) / (1 - beta1 ** t);
  return {
    'rate.G': rate(steps < generatorWaits ? 0 : generatorRate),
    'rate.D': rate(discriminatorRate),
    correction: 1 / Math.sqrt(1 - beta2 ** t),
    emaDecay: emaWarmUp ? Math.min(emaDecay, (1 + t) / (10 + t)) : emaDecay,
  };
}
