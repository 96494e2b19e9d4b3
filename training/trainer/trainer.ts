/**
 * A trainer holds the state of a training on its device, and updates it step by step. Files and pictures are the business
 * of its caller.
 */

import { completeState, initialState } from '../../gan/initial-state.ts';
import { askedFrequencies } from '../../gan/latents.ts';
import { firstChannel } from '../../gan/networks/grey.ts';
import { drawClasses, oneHot } from '../../gan/objective/classes.ts';
import { drawAmounts } from '../../gan/objective/diff-augment.ts';
import { drawBetween } from '../../gan/objective/gradient-penalty.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { gradientName, type Metrics, metricNames, trainingStep } from '../../gan/step.ts';
import { stepScalars } from '../../graph/step-schedule.ts';
import type { Values } from '../../graph/tensor.ts';
import { fillNormal } from '../../latent/seed.ts';
import type { NormalScores } from '../data/normal-scores.ts';
import { openState } from '../runtime/open.ts';
import type { Program, RunOptions } from '../runtime/program.ts';

/** Streams of the recipe's seed below this one initialize the weights; the step after t steps draws z from this one + t. */
export const FIRST_STEP_STREAM = 2 ** 16;
function isGradient(output: string): boolean {
  return output.startsWith(gradientName(''));
}

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

export type Trainer = {
  /** A copy of weights, statistics, moments and averages by name, as checkpoints hold them. */
  state(): Promise<Values>;
  /** Steps taken since the weights were initialized. */
  readonly steps: number;
  /** How many steps may be under way while the next one is started; `steps` counts those that were started. */
  readonly queue: number;
  /**
   * Takes one step.
   * @param real f32 [batch, 3, h, w] in [−1, 1]
   * @returns the metrics, and the gradients by the names of their weights if the trainer was opened to return them
   */
  step(real: Float32Array, beside?: BesidePictures): Promise<{ metrics: Metrics; gradients: Values }>;
  /** Goes on from another state of the same recipe; without one it starts again. A device that was lost is opened again. */
  restart(from: TrainerStart): Promise<void>;
  release(): Promise<void>;
};

export type TrainerStart = {
  /** The state to start from, or weights alone, which get empty moments; initialized by the recipe if not given. */
  weights?: Values | undefined;
  steps?: number | undefined;
};

export type TrainerOptions = RunOptions &
  TrainerStart & {
    /** What latents ask for, where the recipe has labels read. */
    scoresFor?: NormalScores['scoresFor'] | undefined;
    /** How often G is asked for each class of a conditional recipe; equally often if not given. */
    frequencies?: readonly number[] | undefined;
    /** Whether `step` returns the gradients. */
    gradients?: boolean;
  };

/**
 * Opens a trainer for a recipe, on the CPU or on WebGPU.
 * @throws Error where the weights that are given do not fit the recipe
 * @example
 * import { parseRecipe } from '../../gan/recipe.ts';
 * import { openTrainer } from './trainer.ts';
 *
 * const recipe = parseRecipe({ name: 'tiny', resolution: 16, generatorWidth: 4, discriminatorWidth: 4, batch: 2 }, 'example');
 * const trainer = await openTrainer(recipe, { device: 'cpu' });
 * const portraits = new Float32Array(2 * 3 * 16 * 16); // [batch, 3, resolution, resolution] in [−1, 1]
 * const { metrics } = await trainer.step(portraits);
 * console.log(trainer.steps, metrics.lossG);
 * await trainer.release();
 */
export async function openTrainer(
  recipe: Recipe,
  {
    weights,
    steps = 0,
    gradients = false,
    scoresFor,
    frequencies = askedFrequencies(recipe, undefined),
    ...options
  }: TrainerOptions = {},
): Promise<Trainer> {
  const { batch, resolution, channels, latentSize, seed, condition, classCount } = recipe;
  if (condition !== 'none' && classCount === 0) {
    throw new Error(`the recipe has the condition "${condition}" and no classes: write classes = "…"`);
  }
  if (condition === 'concat' && options.device === 'onnx-webgpu') {
    throw new Error(
      'ONNX Runtime computes wrong gradients on WebGPU for condition = "concat" (1.30): write --device webgpu or cpu',
    );
  }
  const valuesFrom = (given: Values | undefined): Values =>
    given ? completeState(recipe, given) : initialState(recipe);
  let state = await openState(valuesFrom(weights), options);

  // A step with penalties and one without are two programs, each built when first needed.
  const programs = new Map<boolean, Promise<Program>>();
  function program(penalized: boolean): Promise<Program> {
    function outputs() {
      const all = Object.entries(trainingStep(recipe, penalized));
      return Object.fromEntries(gradients ? all : all.filter(([name]) => !isGradient(name)));
    }
    const found = programs.get(penalized) ?? state.openProgram('step', outputs());
    programs.set(penalized, found);
    return found;
  }
  const isPenalized = (step: number): boolean =>
    recipe.r1Weight + recipe.r2Weight + recipe.gpWeight > 0 && step % recipe.penaltyEvery === 0;

  /** The start of the last step: each waits for the one before, which may still be compiling its program. */
  let started: Promise<{ readonly results: Promise<Values> }> | undefined;
  async function start(penalized: boolean, inputs: Values): Promise<Values> {
    const before = started;
    started = (async () => {
      await before;
      const { run } = await program(penalized);
      return { results: run(inputs) };
    })();
    return (await started).results;
  }

  async function close(): Promise<void> {
    for (const loaded of programs.values()) {
      // One that did not load has nothing to release.
      await (await loaded.catch(() => undefined))?.release();
    }
    programs.clear();
    await state.release();
  }

  function scores(values: Float32Array | undefined) {
    if (values?.length !== batch * recipe.labelCount) {
      throw new Error(
        `the recipe has labelWeight ${recipe.labelWeight}: a step needs ${batch}×${recipe.labelCount} scores, got ${values?.length ?? 'none'}`,
      );
    }
    return { shape: [batch, recipe.labelCount], data: values };
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
    async state() {
      await started;
      return state.read();
    },
    get steps() {
      return steps;
    },
    get queue() {
      return state.queue;
    },
    async step(
      real,
      {
        z = fillNormal(new Float32Array(batch * latentSize), seed, FIRST_STEP_STREAM + steps),
        labels,
        classes,
        asked = drawClasses(frequencies, seed, steps, batch),
      } = {},
    ) {
      const inputs: Values = {
        ...drawAmounts(recipe, seed, steps, batch, resolution),
        ...(recipe.gpWeight > 0 && drawBetween(seed, steps, batch)),
        real: {
          shape: [batch, channels, resolution, resolution],
          data: channels === 1 ? firstChannel(real, resolution ** 2) : real,
        },
        z: { shape: [batch, latentSize], data: z },
        ...(recipe.labelWeight > 0 && {
          'labels.real': scores(labels),
          'labels.fake': scores(scoresFor?.(z, latentSize)),
        }),
        ...(condition !== 'none' && { 'class.real': classRows(classes), 'class.fake': classRows(asked) }),
        ...Object.fromEntries(
          Object.entries(stepScalars(recipe, steps)).map(([name, value]) => [
            name,
            { shape: [1], data: Float32Array.of(value) },
          ]),
        ),
      };
      const results = await start(isPenalized(steps++), inputs);
      return {
        metrics: Object.fromEntries(
          metricNames(recipe).map((name) => [name, results[name]?.data[0] ?? Number.NaN]),
        ) as Metrics,
        gradients: Object.fromEntries(
          Object.entries(results).flatMap(([name, value]) =>
            isGradient(name) ? [[name.slice(gradientName('').length), value]] : [],
          ),
        ),
      };
    },
    async restart(from) {
      started = undefined;
      if (state.isLost) {
        await close();
        state = await openState(valuesFrom(from.weights), options);
      } else {
        await state.write(valuesFrom(from.weights));
      }
      steps = from.steps ?? 0;
    },
    release: close,
  };
}
