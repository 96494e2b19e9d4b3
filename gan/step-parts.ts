/** The graphs that a step runs one after the other: D's updates that G's does not follow, then the one with G's. */
import { nextName } from '../graph/state.ts';
import type { Tensor } from '../graph/tensor.ts';
import { discriminatorParameters } from './networks/discriminator-parameters.ts';
import { adamMean, adamVariance } from './objective/adam.ts';
import { singularVector } from './objective/spectral-norm.ts';
import type { Recipe } from './recipe.ts';
import { openStep, trainingStep } from './step.ts';

export type StepPart = {
  /** Which of D's updates in this step, counted from 0. */
  readonly update: number;
  /** Whether G is updated after D. */
  readonly isLast: boolean;
  /** Whether the losses include the gradient penalties. */
  readonly penalized: boolean;
};

/** The parts of the step after `steps` steps. `penaltyEvery` counts D's updates. */
export function stepParts(
  {
    discriminatorSteps,
    r1Weight,
    r2Weight,
    gpWeight,
    penaltyEvery,
  }: Pick<Recipe, 'discriminatorSteps' | 'r1Weight' | 'r2Weight' | 'gpWeight' | 'penaltyEvery'>,
  steps: number,
): StepPart[] {
  const hasPenalty = r1Weight + r2Weight + gpWeight > 0;
  return Array.from({ length: discriminatorSteps }, (_, update) => ({
    update,
    isLast: update === discriminatorSteps - 1,
    penalized: hasPenalty && (steps * discriminatorSteps + update) % penaltyEvery === 0,
  }));
}

/** What parts with the same graph have in common. */
export function partKey({ isLast, penalized }: StepPart): string {
  return `${isLast ? 'step' : 'discriminator'}${penalized ? ' penalized' : ''}`;
}

/**
 * The graph of an update of D that G's does not follow. Its inputs are those of a step, but for what only G needs. Of G nothing changes, not its
 * running statistics either.
 * @returns the state as `next.NAME`
 */
export function discriminatorStep(recipe: Recipe, penalized: boolean): Record<string, Tensor> {
  const { outputs, inside } = openStep(recipe, penalized);
  const own = discriminatorParameters(recipe).flatMap(({ name }) =>
    [name, adamMean(name), adamVariance(name), singularVector(name)].map(nextName),
  );
  const next = Object.entries(outputs).filter(([name]) => own.includes(name));
  const statistics = Object.entries(inside.statisticsD).map(
    ([name, value]) => [nextName(name), value] as const,
  );
  return Object.fromEntries([...next, ...statistics]);
}

/** The outputs of a part's graph, gradients included. */
export function partGraph(recipe: Recipe, { isLast, penalized }: StepPart): Record<string, Tensor> {
  return (isLast ? trainingStep : discriminatorStep)(recipe, penalized);
}

/** How many real pictures a step takes: a batch for each of D's updates. */
export function picturesOfStep({
  batch,
  discriminatorSteps,
}: Pick<Recipe, 'batch' | 'discriminatorSteps'>): number {
  return batch * discriminatorSteps;
}
