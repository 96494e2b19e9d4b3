/**
 * A trainer holds the state of a training on its device, and updates it step by step. Its caller reads pictures and writes
 * checkpoints.
 */

import { completeState, initialState } from '../../gan/initial-state.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { gradientName, isGradientName, type Metrics, metricNames, withoutGradients } from '../../gan/step.ts';
import { type BesidePictures, type StepChoices, stepInputs } from '../../gan/step-inputs.ts';
import { partGraph, partKey, type StepPart, stepParts } from '../../gan/step-parts.ts';
import { openStepQueue } from '../../gan/step-queue.ts';
import type { Values } from '../../graph/tensor.ts';
import { openState } from '../runtime/open.ts';
import type { Program, RunOptions } from '../runtime/program.ts';

export type Trainer = {
  /** A copy of weights, statistics, moments and averages by name, as checkpoints hold them. */
  state(): Promise<Values>;
  /** Steps taken since the weights were initialized. */
  readonly steps: number;
  /** How many steps may be under way while the next one is started. `steps` counts those that were started. */
  readonly queue: number;
  /**
   * Takes one step.
   * @param real f32 [discriminatorSteps · batch, 3, h, w] in [−1, 1]
   * @returns the metrics, and the gradients by the names of their weights if the trainer was opened to return them
   */
  step(real: Float32Array, beside?: BesidePictures): Promise<{ metrics: Metrics; gradients: Values }>;
  /** Goes on from another state of the same recipe, or from fresh weights. A device that was lost is opened again. */
  restart(from: TrainerStart): Promise<void>;
  release(): Promise<void>;
};

export type TrainerStart = {
  /** The state to start from, or weights alone, which get empty moments; initialized by the recipe if not given. */
  weights?: Values | undefined;
  steps?: number | undefined;
};

export type TrainerOptions = RunOptions &
  TrainerStart &
  StepChoices & {
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
  { weights, steps = 0, gradients = false, scoresFor, frequencies, ...options }: TrainerOptions = {},
): Promise<Trainer> {
  const { condition, classCount } = recipe;
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

  // Parts with penalties and those without are two programs, each built when first needed.
  const programs = new Map<string, Promise<Program>>();
  function program(part: StepPart): Promise<Program> {
    function outputs() {
      const all = partGraph(recipe, part);
      return gradients ? all : withoutGradients(all);
    }
    const found = programs.get(partKey(part)) ?? state.openProgram('step', outputs());
    programs.set(partKey(part), found);
    return found;
  }

  const openQueue = () => openStepQueue({ programOf: program, isOrdered: state.queue > 0 });
  let queue = openQueue();

  async function close(): Promise<void> {
    for (const loaded of programs.values()) {
      // One that did not load has nothing to release.
      await (await loaded.catch(() => undefined))?.release();
    }
    programs.clear();
    await state.release();
  }

  return {
    async state() {
      await queue.started();
      return state.read();
    },
    get steps() {
      return steps;
    },
    get queue() {
      return state.queue;
    },
    async step(real, beside) {
      const parts = stepParts(recipe, steps).map((part) => ({
        part,
        inputs: stepInputs(recipe, steps, real, beside, { scoresFor, frequencies }, part.update),
      }));
      steps++;
      const results = await queue.start(parts);
      return {
        metrics: Object.fromEntries(
          metricNames(recipe).map((name) => [name, results[name]?.data[0] ?? Number.NaN]),
        ) as Metrics,
        gradients: Object.fromEntries(
          Object.entries(results).flatMap(([name, value]) =>
            isGradientName(name) ? [[name.slice(gradientName('').length), value]] : [],
          ),
        ),
      };
    },
    async restart(from) {
      if (state.isLost) {
        await close();
        state = await openState(valuesFrom(from.weights), options);
      } else {
        await state.write(valuesFrom(from.weights));
      }
      queue = openQueue();
      steps = from.steps ?? 0;
    },
    release: close,
  };
}
