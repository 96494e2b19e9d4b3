/** A trainer in the browser, on whichever backend. */
import { type Backend, EngineError, messageOf } from '@dareka/engine';
import { initialState } from '../../../../gan/initial-state.ts';
import type { Recipe } from '../../../../gan/recipe.ts';
import type { StepPart } from '../../../../gan/step-parts.ts';
import type { Values } from '../../../../graph/tensor.ts';
import { CURVE_METRICS, type MetricPoint } from '../../training-metrics.ts';

/** f32 tensors by name: weights, running statistics, moments of Adam, and the moving average of the generator. */
export type TrainingState = ReadonlyMap<string, Float32Array>;

/** `LAYER.kernel` f32 [in, out, k, k] and `LAYER.bias` f32 [out]. */
export type FoldedLayers = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly data: Float32Array }
>;

/** What a step learns from. */
export type TrainingBatch = {
  /** f32 [discriminatorSteps · batch, 3, resolution, resolution] in [−1, 1] */
  readonly real: Float32Array;
  /** The classes of these pictures, where the recipe has classes. */
  readonly classes: readonly number[];
};

export type BrowserTrainer = {
  /** Steps that were started since the weights were fresh. Whatever else is asked of the trainer comes after them. */
  readonly steps: number;
  /** How many steps may be under way while the next one is started. */
  readonly queue: number;
  /** Trains one step. @returns its metrics, once it is done @throws EngineError of kind `backend` */
  step(batch: TrainingBatch): Promise<MetricPoint>;
  /**
   * Looks into the step that `step` would take with that batch, at the last of its updates of D, and changes nothing. The first call makes a program
   * for it.
   *
   * @returns the outputs of `inspectStep`, and its inputs `real` and `z`
   * @throws EngineError of kind `backend`
   */
  inspect(batch: TrainingBatch): Promise<Values>;
  /** Frees the programs that `inspect` has made. */
  closeInspection(): Promise<void>;
  /** Goes on with another recipe, while no step is under way. @param recipe whose state has the same tensors */
  change(recipe: Recipe): Promise<void>;
  /** Goes on from another state, while no step is under way. */
  restore(state: TrainingState, steps: number): void;
  /** A copy of the state, from the GPU too. */
  readState(): Promise<TrainingState>;
  foldedLayers(): Promise<FoldedLayers>;
  /**
   * Draws with the averaged generator.
   *
   * @param z f32 [n, latentSize + classes]
   * @returns f32 [n, 3, resolution, resolution] in [−1, 1]
   */
  generate(z: Float32Array): Promise<Float32Array>;
};

/** The state before the first step, the same on every device. */
export function initialTrainingState(recipe: Recipe): TrainingState {
  return new Map(Object.entries(initialState(recipe)).map(([name, { data }]) => [name, data]));
}

/** The part of a step in which G is updated. @throws RangeError where there are no parts */
export function lastPart(parts: readonly StepPart[]): StepPart {
  const last = parts.at(-1);
  if (last === undefined) {
    throw new RangeError('a step has at least one part');
  }
  return last;
}

/** The inputs of a step that an inspection shows. */
export function shownInputs(inputs: Values): Values {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name === 'real' || name === 'z'));
}

/** The metrics after a step, NaN where there is none. */
export function metricPoint(step: number, read: (metric: string) => number | undefined): MetricPoint {
  const metrics = CURVE_METRICS.map((name) => [name, read(name) ?? Number.NaN] as const);
  return { step, ...Object.fromEntries(metrics) } as MetricPoint;
}

/** Does the work, and makes an error of it one that names the backend. @throws EngineError of kind `backend` */
export async function asBackendError<T>(backend: Backend, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new EngineError({ kind: 'backend', backend, detail: messageOf(error) }, { cause: error });
  }
}
