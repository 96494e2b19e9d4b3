/** A trainer holds the state of a run and moves it on, a step at a time. It knows no files and no pictures. */
import { fillNormal } from '../latent/seed.ts';
import { build, type Program, type RunOptions, type Values } from './graph/execute.ts';
import { sizeOf } from './graph/tensor.ts';
import {
  discriminatorParameters,
  generatorParameters,
  isStatistic,
  type Parameter,
} from './networks/dcgan.ts';
import type { Recipe } from './recipe.ts';
import { adamMean, adamVariance, averaged, METRICS, type Metrics, next, trainingStep } from './step.ts';

/** How DCGAN starts: kernels from N(0, 0.02²), scales from N(1, 0.02²). */
const PAPER_DEVIATION = 0.02;
/** Keeps the variance of activations through a Leaky ReLU of slope 0.2 (He et al., 2015). */
const HE_GAIN = Math.sqrt(2 / (1 + 0.2 ** 2));

/** Streams of the recipe's seed: a first block for the weights, one for each step's latents after that. */
const FIRST_STEP_STREAM = 2 ** 16;

const initial = ({ name, shape, role }: Parameter, recipe: Recipe, stream: number): Float32Array => {
  const values = new Float32Array(sizeOf(shape));
  if (role === 'bias' || role === 'mean') return values;
  if (role === 'variance') return values.fill(1);
  const plain = name.startsWith('D.') && recipe.discriminatorNorm === 'none';
  const fanIn = sizeOf(shape.slice(1));
  const deviation = plain ? HE_GAIN / Math.sqrt(fanIn) : PAPER_DEVIATION;
  const centre = role === 'scale' ? 1 : 0;
  return fillNormal(values, recipe.seed, stream).map((value) => centre + deviation * value);
};

/** The state before the first step: fresh weights, empty moments, and averages equal to their weights. */
export const initialState = (recipe: Recipe): Values => {
  const parameters = [...generatorParameters(recipe), ...discriminatorParameters(recipe)];
  const state: Values = {};
  parameters.forEach((parameter, i) => {
    state[parameter.name] = { shape: parameter.shape, data: initial(parameter, recipe, i) };
  });
  return complete(recipe, state);
};

/** Weights with the moments and averages that a run adds to them. */
const complete = (recipe: Recipe, weights: Values): Values => {
  const state: Values = { ...weights };
  for (const parameter of [...generatorParameters(recipe), ...discriminatorParameters(recipe)]) {
    const { name, shape } = parameter;
    const own = weights[name];
    if (!own || String(own.shape) !== String(shape))
      throw new Error(
        `the weights have ${name} as [${own?.shape ?? 'nothing'}]; the recipe needs [${shape}]`,
      );
    if (name.startsWith('G.')) state[averaged(name)] ??= { shape, data: own.data.slice() };
    if (isStatistic(parameter)) continue;
    if (recipe.beta1 !== 0) state[adamMean(name)] ??= { shape, data: new Float32Array(own.data.length) };
    state[adamVariance(name)] ??= { shape, data: new Float32Array(own.data.length) };
  }
  return state;
};

export type Trainer = {
  /** Weights, statistics, moments and averages by name, as checkpoints hold them. */
  readonly state: Values;
  /** Steps taken since the weights were fresh. */
  readonly steps: number;
  /**
   * One step.
   * @param real f32 [batch, 3, h, w] in [−1, 1]
   * @param z f32 [batch, latentSize], standard normal; drawn from the recipe's seed if not given
   */
  step(real: Float32Array, z?: Float32Array): Promise<{ metrics: Metrics; gradients: Values }>;
  release(): Promise<void>;
};

export type TrainerOptions = RunOptions & {
  /** The state to go on from; weights alone will do. Fresh ones if not given. */
  weights?: Values;
  steps?: number;
  /** Whether `step` returns the gradients too. */
  gradients?: boolean;
};

export const openTrainer = async (
  recipe: Recipe,
  { weights, steps = 0, gradients = false, ...options }: TrainerOptions = {},
): Promise<Trainer> => {
  const { batch, resolution, latentSize } = recipe;
  const programs = new Map<boolean, Promise<Program>>();
  const program = (penalized: boolean): Promise<Program> => {
    let found = programs.get(penalized);
    if (!found) {
      const outputs = trainingStep(recipe, penalized);
      if (!gradients)
        for (const name of Object.keys(outputs)) if (name.startsWith('gradient.')) delete outputs[name];
      found = build('step', outputs, options);
      programs.set(penalized, found);
    }
    return found;
  };

  let state = weights ? complete(recipe, weights) : initialState(recipe);
  return {
    get state() {
      return state;
    },
    get steps() {
      return steps;
    },
    async step(
      real,
      z = fillNormal(new Float32Array(batch * latentSize), recipe.seed, FIRST_STEP_STREAM + steps),
    ) {
      const penalized = recipe.r1Weight > 0 && steps % recipe.r1Every === 0;
      const t = steps + 1;
      const one = (value: number) => ({ shape: [1], data: Float32Array.of(value) });
      const results = await (await program(penalized)).run({
        ...state,
        real: { shape: [batch, 3, resolution, resolution], data: real },
        z: { shape: [batch, latentSize], data: z },
        'rate.G': one(recipe.generatorRate / (1 - recipe.beta1 ** t)),
        'rate.D': one(recipe.discriminatorRate / (1 - recipe.beta1 ** t)),
        correction: one(1 / Math.sqrt(1 - recipe.beta2 ** t)),
        // The average must not remember the random start: it warms up as (1 + t) / (10 + t).
        emaDecay: one(Math.min(recipe.emaDecay, (1 + t) / (10 + t))),
      });
      const metrics = Object.fromEntries(
        METRICS.map((name) => [name, results[name]?.data[0] ?? Number.NaN]),
      ) as Metrics;
      const found: Values = {};
      for (const [name, value] of Object.entries(results))
        if (name.startsWith('gradient.')) found[name.slice('gradient.'.length)] = value;
      state = Object.fromEntries(
        Object.entries(state).map(([name, value]) => [name, results[next(name)] ?? value]),
      );
      steps = t;
      return { metrics, gradients: found };
    },
    async release() {
      for (const loaded of programs.values()) await (await loaded).release();
    },
  };
};
