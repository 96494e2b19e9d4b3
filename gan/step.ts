/**
 * One training step as a graph, in the order of the PyTorch tutorial: D on the real batch, D on the fake batch, one Adam
 * step of D; then G through the updated D, one Adam step of G. The state consists of named inputs whose next values are
 * outputs, `next.NAME` (`graph/state.ts`).
 */

import { add, multiply, sigmoid, subtract } from '../graph/elementwise.ts';
import { meanOfAll } from '../graph/mean.ts';
import { nextName } from '../graph/state.ts';
import { detach, input, type Tensor } from '../graph/tensor.ts';
import { isStatistic, type Parameter } from './networks/architecture.ts';
import { besideLatent, judgesByClass } from './networks/condition.ts';
import { type DiscriminatorTensors, discriminate } from './networks/discriminator.ts';
import { discriminatorParameters } from './networks/discriminator-parameters.ts';
import { generate, generatorParameters } from './networks/generator.ts';
import { type Weights, weightInputs } from './networks/layers.ts';
import { adam } from './objective/adam.ts';
import { classAccuracy, crossEntropy } from './objective/classes.ts';
import { type DiscriminatorPass, diffAugment } from './objective/diff-augment.ts';
import { gradientPenalty, interpolate, wganGpPenalty } from './objective/gradient-penalty.ts';
import { labelError } from './objective/labels.ts';
import { GAN_LOSSES } from './objective/losses.ts';
import { singularVector, spectralNorm } from './objective/spectral-norm.ts';
import type { Recipe } from './recipe.ts';

/** The metrics of a step: the tutorial's losses, D(x), and D(G(z)) before and after D's update. */
export const METRICS = ['lossDReal', 'lossDFake', 'lossG', 'dReal', 'dFakeBefore', 'dFakeAfter'] as const;
/** With labelWeight above 0: the mean squared errors of the scores that D predicts, on real portraits against their labels and on fakes against what z asks for. */
const LABEL_METRICS = ['errorLabelsReal', 'errorLabelsFake'] as const;
/** Where D predicts classes: the cross-entropies, and the shares of the batch whose class it names, on real pictures and on fakes. */
const CLASS_METRICS = ['lossClassReal', 'lossClassFake', 'accuracyReal', 'accuracyFake'] as const;
export type Metrics = Record<(typeof METRICS)[number], number> &
  Partial<Record<(typeof LABEL_METRICS | typeof CLASS_METRICS)[number], number>>;

/** The metrics of a recipe's steps. */
export function metricNames({ labelWeight, condition }: Recipe): (keyof Metrics)[] {
  return [
    ...METRICS,
    ...(labelWeight > 0 ? LABEL_METRICS : []),
    ...(condition === 'auxiliary' ? CLASS_METRICS : []),
  ];
}

/** The state's name for the moving average of a weight of G. */
export function emaName(name: string): string {
  return `ema.${name}`;
}
/** The moving averages of G's weights, inputs of the state, by the names of the weights. */
export function averagedWeights(recipe: Recipe): Weights {
  return weightInputs(generatorParameters(recipe), emaName);
}
/** The output's name for the gradient of a weight. */
export function gradientName(name: string): string {
  return `gradient.${name}`;
}

export function isGradientName(output: string): boolean {
  return output.startsWith(gradientName(''));
}
/** The outputs of a step but for the gradients, which only those who look at them need. */
export function withoutGradients(outputs: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => !isGradientName(name)));
}

function scalar(name: string): Tensor {
  return input(name, [1]);
}
function trainable(parameters: readonly Parameter[], weights: Weights): Weights {
  return Object.fromEntries(
    parameters
      .filter((parameter) => !isStatistic(parameter))
      .map(({ name }) => [name, weights[name] as Tensor]),
  );
}

/** The kernels of D that are spectrally normalized: all of them or none. */
export function normalizedKernels(recipe: Recipe): Parameter[] {
  return recipe.spectralNorm
    ? discriminatorParameters(recipe).filter(({ role }) => role === 'kernel' || role === 'embedding')
    : [];
}

/** D's weights with spectral norm applied, and the next estimates of their singular vectors. */
export function normalizeKernels(
  recipe: Recipe,
  weights: Weights,
  vectors: Weights,
): { used: Weights; vectors: Weights } {
  const used: Record<string, Tensor> = { ...weights };
  const estimates: Record<string, Tensor> = {};
  for (const { name } of normalizedKernels(recipe)) {
    const normal = spectralNorm(weights[name] as Tensor, vectors[singularVector(name)] as Tensor);
    used[name] = normal.kernel;
    estimates[singularVector(name)] = normal.u;
  }
  return { used, vectors: estimates };
}

/**
 * The graph of one step. Inputs: `real` f32 [batch, 3, h, w] in [−1, 1], `z` f32 [batch, latentSize], `rate.D`,
 * `rate.G`, `correction`, `emaDecay` f32 [1] (`graph/step-schedule.ts`), `correction.D` f32 [1] where D has more updates than G, `labels.real` and
 * `labels.fake` f32 [batch, attributes] with labelWeight above 0,
 * `class.real` and `class.fake` f32 [batch, classCount], one-hot, in a conditional recipe, the random amounts of the augmentation, `between` with gpWeight above 0, and the state. Outputs: the state as
 * `next.NAME`, the metrics, and the gradients as `gradient.NAME`.
 * @param penalized whether the losses include the gradient penalties
 */
export function trainingStep(recipe: Recipe, penalized: boolean): Record<string, Tensor> {
  return openStep(recipe, penalized).outputs;
}

/** Tensors in the middle of a step, for whoever looks inside (`inspection.ts`). */
export type StepInside = {
  /** What G draws, f32 [batch, channels, resolution, resolution] in [−1, 1]. */
  readonly fake: Tensor;
  /** D's logits before its update, of real pictures and of fakes, and of the same fakes after it; f32 [batch]. */
  readonly onReal: Tensor;
  readonly onFake: Tensor;
  readonly onFakeAgain: Tensor;
  /** All that each network minimizes, penalties and label losses included; f32 [1]. */
  readonly lossD: Tensor;
  readonly lossG: Tensor;
  /** D's running statistics as its own part of the step leaves them, before it sees the fakes again. */
  readonly statisticsD: Weights;
};

/** `trainingStep`, and the tensors in the middle of it. */
export function openStep(
  recipe: Recipe,
  penalized: boolean,
): { readonly outputs: Record<string, Tensor>; readonly inside: StepInside } {
  const { batch, resolution, channels, latentSize, beta1, beta2 } = recipe;
  const outputs: Record<string, Tensor> = {};
  const objective = GAN_LOSSES[recipe.loss];
  const generatorSide = generatorParameters(recipe);
  const discriminatorSide = discriminatorParameters(recipe);
  const g = weightInputs(generatorSide);
  const d = weightInputs(discriminatorSide);
  const real = input('real', [batch, channels, resolution, resolution]);
  const z = input('z', [batch, latentSize]);
  const isConditional = recipe.condition !== 'none';
  /** The classes of the real pictures, and those that G is asked for. */
  const classes = (of: 'real' | 'fake'): Tensor => input(`class.${of}`, [batch, recipe.classCount]);
  /** The same as an input of D, which does not take them in every way. */
  const shownClasses = (of: 'real' | 'fake'): Tensor | undefined =>
    judgesByClass(recipe) ? classes(of) : undefined;

  /** D's running statistics are updated by each batch of a step in turn. */
  let statistics: Weights = {};
  function applyDiscriminator(
    weights: Weights,
    pictures: Tensor,
    showing: DiscriminatorPass,
  ): DiscriminatorTensors {
    const updated: Record<string, Tensor> = {};
    const shown = diffAugment(pictures, recipe, showing);
    const y = shownClasses(showing.startsWith('real') ? 'real' : 'fake');
    const mode = { kind: 'train', updated } as const;
    const verdict = discriminate(recipe, { ...weights, ...statistics }, shown, mode, y);
    statistics = { ...statistics, ...updated };
    return verdict;
  }

  const generatorStatistics: Record<string, Tensor> = {};
  const latent = isConditional ? besideLatent(z, classes('fake')) : z;
  const fake = generate(recipe, g, latent, { kind: 'train', updated: generatorStatistics });
  const seen = detach(fake);

  const stored = Object.fromEntries(
    normalizedKernels(recipe).map(({ name, shape }) => [
      singularVector(name),
      input(singularVector(name), shape.slice(0, 1)),
    ]),
  );
  const before = normalizeKernels(recipe, d, stored);
  const ofReal = applyDiscriminator(before.used, real, 'real');
  const ofFake = applyDiscriminator(before.used, seen, 'fake');
  const [onReal, onFake] = [ofReal.logit, ofFake.logit];
  const { onReal: lossDReal, onFake: lossDFake } = objective.discriminator(onReal, onFake);
  let lossD = add(lossDReal, lossDFake);
  const scores = (of: 'real' | 'fake'): Tensor => input(`labels.${of}`, [batch, recipe.labelCount]);
  if (ofReal.labels) {
    outputs.errorLabelsReal = labelError(ofReal.labels, scores('real'));
    lossD = add(lossD, multiply(outputs.errorLabelsReal, recipe.labelWeight));
  }
  if (ofReal.classes && ofFake.classes) {
    outputs.lossClassReal = crossEntropy(ofReal.classes, classes('real'));
    outputs.accuracyReal = classAccuracy(ofReal.classes, classes('real'));
    const both = add(outputs.lossClassReal, crossEntropy(ofFake.classes, classes('fake')));
    lossD = add(lossD, multiply(both, recipe.auxiliaryWeight));
  }
  if (penalized && recipe.r1Weight > 0) {
    lossD = add(lossD, multiply(gradientPenalty(onReal, real), recipe.r1Weight * recipe.penaltyEvery));
  }
  if (penalized && recipe.r2Weight > 0) {
    lossD = add(lossD, multiply(gradientPenalty(onFake, seen), recipe.r2Weight * recipe.penaltyEvery));
  }
  if (penalized && recipe.gpWeight > 0) {
    const pictures = interpolate(real, seen);
    const y = judgesByClass(recipe) ? interpolate(classes('real'), classes('fake')) : undefined;
    const { logit } = discriminate(recipe, before.used, pictures, { kind: 'train', updated: {} }, y);
    lossD = add(lossD, multiply(wganGpPenalty(logit, pictures), recipe.gpWeight * recipe.penaltyEvery));
  }

  function update(
    parameters: readonly Parameter[],
    weights: Weights,
    loss: Tensor,
    { rate, correction }: { rate: Tensor; correction: Tensor },
  ): Weights {
    const moved: Record<string, Tensor> = { ...weights };
    const updates = adam(trainable(parameters, weights), loss, { beta1, beta2, rate, correction });
    for (const [name, { gradient, after, moments }] of Object.entries(updates)) {
      moved[name] = after;
      outputs[nextName(name)] = after;
      outputs[gradientName(name)] = gradient;
      for (const [moment, value] of Object.entries(moments)) {
        outputs[nextName(moment)] = value;
      }
    }
    return moved;
  }
  const updatedD = update(discriminatorSide, d, lossD, {
    rate: scalar('rate.D'),
    correction: scalar(recipe.discriminatorSteps > 1 ? 'correction.D' : 'correction'),
  });
  const statisticsD = statistics;

  const after = normalizeKernels(recipe, updatedD, before.vectors);
  const ofFakeAgain = applyDiscriminator(after.used, fake, 'fakeAgain');
  const lossG = objective.generator(
    ofFakeAgain.logit,
    () => applyDiscriminator(after.used, real, 'realAgain').logit,
  );
  let wholeLossG = lossG;
  if (ofFakeAgain.labels) {
    outputs.errorLabelsFake = labelError(ofFakeAgain.labels, scores('fake'));
    wholeLossG = add(wholeLossG, multiply(outputs.errorLabelsFake, recipe.labelWeight));
  }
  if (ofFakeAgain.classes) {
    outputs.lossClassFake = crossEntropy(ofFakeAgain.classes, classes('fake'));
    outputs.accuracyFake = classAccuracy(ofFakeAgain.classes, classes('fake'));
    wholeLossG = add(wholeLossG, multiply(outputs.lossClassFake, recipe.auxiliaryWeight));
  }
  const updatedG = update(generatorSide, g, wholeLossG, {
    rate: scalar('rate.G'),
    correction: scalar('correction'),
  });

  const kept = { ...generatorStatistics, ...statistics, ...before.vectors };
  for (const [name, value] of Object.entries(kept)) {
    outputs[nextName(name)] = value;
  }
  const decay = scalar('emaDecay');
  for (const { name, shape } of generatorSide) {
    const current = { ...updatedG, ...generatorStatistics }[name] as Tensor;
    const old = input(emaName(name), shape);
    outputs[nextName(emaName(name))] = add(current, multiply(subtract(old, current), decay));
  }
  const metrics = {
    lossDReal,
    lossDFake,
    lossG,
    dReal: meanOfAll(sigmoid(onReal)),
    dFakeBefore: meanOfAll(sigmoid(onFake)),
    dFakeAfter: meanOfAll(sigmoid(ofFakeAgain.logit)),
  };
  const onFakeAgain = ofFakeAgain.logit;
  const inside = { fake, onReal, onFake, onFakeAgain, lossD, lossG: wholeLossG, statisticsD };
  return { outputs: { ...outputs, ...metrics }, inside };
}
