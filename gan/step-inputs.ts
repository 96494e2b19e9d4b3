/** What a step is fed beside the state, so that every trainer takes the same steps from one seed. */
import { stepScalars } from '../graph/step-schedule.ts';
import type { Values } from '../graph/tensor.ts';
import { fillNormal } from '../latent/seed.ts';
import { askedFrequencies } from './latents.ts';
import { firstChannel } from './networks/grey.ts';
import { drawClasses, oneHot } from './objective/classes.ts';
import { drawAmounts } from './objective/diff-augment.ts';
import { drawBetween } from './objective/gradient-penalty.ts';
import type { Recipe } from './recipe.ts';

/** Streams of the recipe's seed below this one initialize the weights; the step after t steps draws z from this one + t. */
export const FIRST_STEP_STREAM = 2 ** 16;

/** What a step takes beside the real pictures. */
export type BesidePictures = {
  /** f32 [batch, latentSize], standard normal; drawn from the recipe's seed if not given. */
  readonly z?: Float32Array | undefined;
  /** The normal scores of the real pictures, f32 [batch, attributes], where labelWeight is above 0. */
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
 * The inputs of the step after `steps` steps, by the names that `step.ts` gives them.
 * @param real f32 [batch, 3, h, w] in [−1, 1]
 * @throws Error where the recipe needs labels or classes that are not given
 */
export function stepInputs(
  recipe: Recipe,
  steps: number,
  real: Float32Array,
  { z: given, labels, classes, asked }: BesidePictures = {},
  { scoresFor, frequencies = askedFrequencies(recipe, undefined) }: StepChoices = {},
): Values {
  const { batch, resolution, channels, latentSize, seed, condition, classCount, labelWeight, labelCount } =
    recipe;
  const z = given ?? fillNormal(new Float32Array(batch * latentSize), seed, FIRST_STEP_STREAM + steps);

  function scores(values: Float32Array | undefined) {
    if (values?.length !== batch * labelCount) {
      throw new Error(
        `the recipe has labelWeight ${labelWeight}: a step needs ${batch}×${labelCount} scores, got ${values?.length ?? 'none'}`,
      );
    }
    return { shape: [batch, labelCount], data: values };
  }

  function classRows(indices: ArrayLike<number> | undefined) {
    if (indices?.length !== batch) {
      throw new Error(
        `the recipe has the condition "${condition}": a step needs ${batch} classes, got ${indices?.length ?? 'none'}`,
      );
    }
    return { shape: [batch, classCount], data: oneHot(indices, classCount) };
  }

  return {
    ...drawAmounts(recipe, seed, steps, batch, resolution),
    ...(recipe.gpWeight > 0 && drawBetween(seed, steps, batch)),
    real: {
      shape: [batch, channels, resolution, resolution],
      data: channels === 1 ? firstChannel(real, resolution ** 2) : real,
    },
    z: { shape: [batch, latentSize], data: z },
    ...(labelWeight > 0 && {
      'labels.real': scores(labels),
      'labels.fake': scores(scoresFor?.(z, latentSize)),
    }),
    ...(condition !== 'none' && {
      'class.real': classRows(classes),
      'class.fake': classRows(asked ?? drawClasses(frequencies, seed, steps, batch)),
    }),
    ...Object.fromEntries(
      Object.entries(stepScalars(recipe, steps)).map(([name, value]) => [
        name,
        { shape: [1], data: Float32Array.of(value) },
      ]),
    ),
  };
}
