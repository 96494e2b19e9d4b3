/**
 * One training step as a graph, in the PyTorch tutorial's order: D on the real batch, D on the fake batch, one Adam
 * step of D; then G through the updated D, one Adam step of G. What a step keeps for the next one is its state:
 * named inputs that come back as outputs, `next.NAME`.
 */
import {
  add,
  divide,
  multiply,
  negate,
  sigmoid,
  softplus,
  sqrt,
  square,
  subtract,
} from './graph/elementwise.ts';
import { gradients } from './graph/gradient.ts';
import { mean, sum } from './graph/reduction.ts';
import { reshape } from './graph/shape.ts';
import { detach, input, type Tensor } from './graph/tensor.ts';
import {
  discriminate,
  discriminatorParameters,
  generate,
  generatorParameters,
  isStatistic,
  type Parameter,
} from './networks/dcgan.ts';
import type { Weights } from './networks/layers.ts';
import type { Recipe } from './recipe.ts';

/** PyTorch's default for Adam. */
const ADAM_EPSILON = 1e-8;

/** What a step reports of itself, by the tutorial's names. */
export const METRICS = ['lossDReal', 'lossDFake', 'lossG', 'dReal', 'dFakeBefore', 'dFakeAfter'] as const;
export type Metrics = Record<(typeof METRICS)[number], number>;

/** Where the state keeps what belongs to a weight. */
export const adamMean = (name: string): string => `adam.m.${name}`;
export const adamVariance = (name: string): string => `adam.v.${name}`;
export const averaged = (name: string): string => `ema.${name}`;
/** Under which name the step's outputs hold the next value of a state. */
export const next = (name: string): string => `next.${name}`;

const scalar = (name: string): Tensor => input(name, [1]);
const weightsOf = (parameters: readonly Parameter[]): Weights =>
  Object.fromEntries(parameters.map(({ name, shape }) => [name, input(name, shape)]));
const onlyScalar = (x: Tensor): Tensor => reshape(x, [1]);

/** All outputs of one step by name. */
type Outputs = Record<string, Tensor>;

/**
 * Adam (Kingma & Ba, 2015): moves each trainable weight against its gradient, returns the moved weights, and writes
 * them and their moments to `outputs`. The corrections of the moments' bias depend on the step's number and are fed:
 * `rate.${network}` = rate / (1 − β₁ᵗ) and `correction` = 1 / √(1 − β₂ᵗ).
 */
const adam = (
  network: 'G' | 'D',
  recipe: Recipe,
  parameters: readonly Parameter[],
  weights: Weights,
  loss: Tensor,
  outputs: Outputs,
): Weights => {
  const trainable = parameters.filter((parameter) => !isStatistic(parameter));
  const own = trainable.map(({ name }) => weights[name] as Tensor);
  const rate = scalar(`rate.${network}`);
  const moved: Record<string, Tensor> = { ...weights };
  gradients(loss, own).forEach((gradient, i) => {
    const { name, shape } = trainable[i] as Parameter;
    const before = own[i] as Tensor;
    const m = input(adamMean(name), shape);
    const v = input(adamVariance(name), shape);
    const nextM =
      recipe.beta1 === 0 ? gradient : add(multiply(m, recipe.beta1), multiply(gradient, 1 - recipe.beta1));
    const nextV = add(multiply(v, recipe.beta2), multiply(square(gradient), 1 - recipe.beta2));
    const root = add(multiply(sqrt(nextV), scalar('correction')), ADAM_EPSILON);
    const after = subtract(before, multiply(divide(nextM, root), rate));
    if (recipe.beta1 !== 0) outputs[next(adamMean(name))] = nextM;
    outputs[next(adamVariance(name))] = nextV;
    outputs[next(name)] = after;
    outputs[`gradient.${name}`] = gradient;
    moved[name] = after;
  });
  return moved;
};

/** R1 (Mescheder et al., 2018): the mean over real pictures of ‖∂D/∂x‖², halved. */
const r1Penalty = (logits: Tensor, real: Tensor): Tensor => {
  const [slope] = gradients(sum(logits), [real]);
  if (!slope) throw new Error('r1Penalty: D does not depend on its picture');
  return multiply(onlyScalar(sum(square(slope))), 0.5 / (real.shape[0] ?? 1));
};

/**
 * The graph of one step. Inputs: `real` f32 [batch, 3, h, w] in [−1, 1], `z` f32 [batch, latentSize], `rate.D`,
 * `rate.G`, `correction`, `emaDecay` f32 [1], and the state. Outputs: the state as `next.NAME`, the metrics, and the
 * gradients as `gradient.NAME`.
 * @param penalized whether this step carries the R1 penalty
 */
export const trainingStep = (recipe: Recipe, penalized: boolean): Outputs => {
  const { batch, resolution, latentSize } = recipe;
  const outputs: Outputs = {};
  const generatorSide = generatorParameters(recipe);
  const discriminatorSide = discriminatorParameters(recipe);
  const g = weightsOf(generatorSide);
  const d = weightsOf(discriminatorSide);
  const real = input('real', [batch, 3, resolution, resolution]);
  const z = input('z', [batch, latentSize]);

  const gStatistics: Record<string, Tensor> = {};
  const fake = generate(recipe, g, z, { kind: 'train', updated: gStatistics });

  // The running statistics of D see three batches a step, one after the other.
  const seeReal: Record<string, Tensor> = {};
  const onReal = discriminate(recipe, d, real, { kind: 'train', updated: seeReal });
  const seeFake: Record<string, Tensor> = {};
  const onFake = discriminate(recipe, { ...d, ...seeReal }, detach(fake), {
    kind: 'train',
    updated: seeFake,
  });
  const lossDReal = onlyScalar(mean(softplus(negate(onReal))));
  const lossDFake = onlyScalar(mean(softplus(onFake)));
  let lossD = add(lossDReal, lossDFake);
  if (penalized) lossD = add(lossD, multiply(r1Penalty(onReal, real), recipe.r1Weight * recipe.r1Every));
  const updatedD = adam('D', recipe, discriminatorSide, d, lossD, outputs);

  const seeAgain: Record<string, Tensor> = {};
  const onFakeAgain = discriminate(recipe, { ...updatedD, ...seeFake }, fake, {
    kind: 'train',
    updated: seeAgain,
  });
  const lossG = onlyScalar(mean(softplus(negate(onFakeAgain))));
  const updatedG = adam('G', recipe, generatorSide, g, lossG, outputs);

  const decay = scalar('emaDecay');
  const nextG: Weights = { ...updatedG, ...gStatistics };
  for (const { name, shape } of generatorSide) {
    const current = nextG[name] as Tensor;
    const average = input(averaged(name), shape);
    outputs[next(averaged(name))] = add(current, multiply(subtract(average, current), decay));
  }
  for (const [name, statistic] of Object.entries({ ...gStatistics, ...seeAgain }))
    outputs[next(name)] = statistic;
  return {
    ...outputs,
    lossDReal,
    lossDFake,
    lossG,
    dReal: onlyScalar(mean(sigmoid(onReal))),
    dFakeBefore: onlyScalar(mean(sigmoid(onFake))),
    dFakeAfter: onlyScalar(mean(sigmoid(onFakeAgain))),
  };
};
