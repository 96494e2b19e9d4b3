/** The scalars that change from one training step to the next, the same for every device that runs the step. */

export type ScheduleRecipe = {
  readonly generatorRate: number;
  readonly discriminatorRate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Updates of the discriminator in a step. */
  readonly discriminatorSteps: number;
  /** Steps after which the learning rate has fallen linearly to zero; 0 keeps it constant. */
  readonly decaySteps: number;
  /** Steps for which only the discriminator is updated. */
  readonly generatorWaits: number;
  readonly emaDecay: number;
  readonly emaWarmUp: boolean;
};

/** Named as the inputs of the step's graph that they feed; `correction.D` is there where D is updated more often than G. */
export type StepScalars = Readonly<
  Record<'rate.G' | 'rate.D' | 'correction' | 'emaDecay', number> & { 'correction.D'?: number }
>;

/**
 * Adam's bias correction is folded into the rates, α / (1 − β₁ᵗ), and into `correction`, 1 / √(1 − β₂ᵗ), where t counts
 * steps from 1. The decay of the moving average warms up, so that it forgets the random start quickly.
 *
 * Kingma and Ba: "Adam: A Method for Stochastic Optimization", arXiv:1412.6980, algorithm 1.
 *
 * @param steps that were taken before this one
 * @param update which of D's updates in this step, counted from 0; the last one by default. D's t counts its updates.
 */
export function stepScalars(
  recipe: ScheduleRecipe,
  steps: number,
  update = recipe.discriminatorSteps - 1,
): StepScalars {
  const { generatorRate, discriminatorRate, beta1, beta2, discriminatorSteps } = recipe;
  const { decaySteps, generatorWaits, emaDecay, emaWarmUp } = recipe;
  const t = steps + 1;
  const updates = steps * discriminatorSteps + update + 1;
  const remaining = decaySteps === 0 ? 1 : Math.max(0, 1 - steps / decaySteps);
  const rate = (base: number, at: number): number => (remaining * base) / (1 - beta1 ** at);
  const correction = (at: number): number => 1 / Math.sqrt(1 - beta2 ** at);
  return {
    'rate.G': rate(steps < generatorWaits ? 0 : generatorRate, t),
    'rate.D': rate(discriminatorRate, updates),
    correction: correction(t),
    ...(discriminatorSteps > 1 && { 'correction.D': correction(updates) }),
    emaDecay: emaWarmUp ? Math.min(emaDecay, (1 + t) / (10 + t)) : emaDecay,
  };
}
