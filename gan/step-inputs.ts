/** What a step is fed beside the state, so that every trainer takes the same steps from one seed. */
import { stepScalars } from '../graph/step-schedule.ts';
import type { Values } from '../graph/tensor.ts';
import { fillNormal } from '../latent/seed/seed.ts';
import { askedFrequencies } from './latents.ts';
import { firstChannel } from './networks/grey.ts';
import { drawClasses, oneHot } from './objective/classes.ts';
import { drawAmounts } from './objective/diff-augment.ts';
import { drawInterpolation } from './objective/gradient-penalty.ts';
import type { Recipe } from './recipe.ts';
import { picturesOfStep } from './step-parts.ts';

/** Streams of the recipe's seed below this one initialize the weights; the step after t steps draws z from this one + t. */
export const FIRST_STEP_STREAM = 2 ** 16;

/** What a step takes beside the real pictures; n is `picturesOfStep`, a batch for each of D's updates. */
export type BesidePictures = {
  /** f32 [n, latentSize], standard normal; drawn from the recipe's seed if not given. */
  readonly z?: Float32Array | undefined;
  /** The normal scores of the real pictures, f32 [n, attributes], where labelWeight is above 0. */
  readonly labels?: Float32Array | undefined;
  /** The classes of the real pictures, an index of each, in a conditional recipe. */
  readonly classes?: ArrayLike<number> | undefined;
  /** The classes that G is asked for; drawn by their frequencies if not given. */
  readonly asked?: ArrayLike<number> | undefined;
};

export type StepChoices = {
  /** What latents ask for, where the recipe has labels read. */
  readonly scoresFor?: ((z: Float32Array, latentSize: number) => Float32Array) | undefined;
  /** How often G is asked for each class of a conditional recipe; equally often if not given. */
  readonly frequencies?: readonly number[] | undefined;
};

/**
 * The inputs of a part of the step after `steps` steps, by the names that `step.ts` gives them.
 *
 * A step draws for `picturesOfStep` pictures from streams of its own, and each of D's updates takes its batch of what was drawn. So no two updates
 * share a number, and a step with one update draws what it always has.
 * @param real f32 [n, 3, h, w] in [−1, 1], a batch for each of D's updates (`step-parts.ts`)
 * @param update which of D's updates, counted from 0; the last one, which G's follows, by default
 * @throws Error where the recipe needs labels or classes that are not given
 */
export function stepInputs(
  recipe: Recipe,
  steps: number,
  real: Float32Array,
  { z: given, labels, classes, asked }: BesidePictures = {},
  { scoresFor, frequencies = askedFrequencies(recipe, undefined) }: StepChoices = {},
  update = recipe.discriminatorSteps - 1,
): Values {
  const { batch, resolution, channels, latentSize, seed, condition, classCount, labelWeight, labelCount } =
    recipe;
  const n = picturesOfStep(recipe);
  const first = update * batch;
  /** This update's part of values that have `size` numbers a picture. */
  const own = (all: Float32Array, size: number): Float32Array =>
    n === batch ? all : all.subarray(first * size, (first + batch) * size);
  const drawn = given ?? fillNormal(new Float32Array(n * latentSize), seed, FIRST_STEP_STREAM + steps);
  const z = own(drawn, latentSize);
  const pictures = own(real, 3 * resolution ** 2);

  function scores(values: Float32Array | undefined) {
    if (values?.length !== n * labelCount) {
      throw new Error(
        `the recipe has labelWeight ${labelWeight}: a step needs ${n}×${labelCount} scores, got ${values?.length ?? 'none'}`,
      );
    }
    return { shape: [batch, labelCount], data: own(values, labelCount) };
  }

  function classRows(indices: ArrayLike<number> | undefined) {
    if (indices?.length !== n) {
      throw new Error(
        `the recipe has the condition "${condition}": a step needs ${n} classes, got ${indices?.length ?? 'none'}`,
      );
    }
    return { shape: [batch, classCount], data: own(oneHot(indices, classCount), classCount) };
  }

  return {
    ...drawAmounts(recipe, seed, steps, batch, resolution, first),
    ...(recipe.gpWeight > 0 && drawInterpolation(seed, steps, batch, first)),
    real: {
      shape: [batch, channels, resolution, resolution],
      data: channels === 1 ? firstChannel(pictures, resolution ** 2) : pictures,
    },
    z: { shape: [batch, latentSize], data: z },
    ...(labelWeight > 0 && {
      'labels.real': scores(labels),
      'labels.fake': scores(scoresFor?.(drawn, latentSize)),
    }),
    ...(condition !== 'none' && {
      'class.real': classRows(classes),
      'class.fake': classRows(asked ?? drawClasses(frequencies, seed, steps, n)),
    }),
    ...Object.fromEntries(
      Object.entries(stepScalars(recipe, steps, update)).map(([name, value]) => [
        name,
        { shape: [1], data: Float32Array.of(value) },
      ]),
    ),
  };
}
