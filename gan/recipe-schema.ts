/** The keys of a recipe, with their defaults (the paper's settings) and what each may be. */
import * as v from 'valibot';
import { MAX_CLASSES } from '../latent/condition/condition.ts';
import { CONDITION_NAME } from '../latent/condition/condition-schema.ts';
import { MAX_SEED } from '../latent/seed/seed.ts';
import { CONDITIONS, MAX_LATENT_SIZE } from './networks/architecture.ts';
import { GAN_LOSSES, type GanLossName } from './objective/losses.ts';

function between(low: number, high: number) {
  return v.pipe(
    v.number(`must be a number from ${low} to ${high}`),
    v.minValue(low, `must be at least ${low}`),
    v.maxValue(high, `must be at most ${high}`),
  );
}
function whole(low: number, high: number) {
  return v.pipe(between(low, high), v.integer(`must be a whole number from ${low} to ${high}`));
}

const flag = v.boolean('must be true or false');
const LOSSES = Object.keys(GAN_LOSSES) as GanLossName[];

/** Which square of a picture is used. */
export const CROPS = ['centre', 'face'] as const;
export type Crop = (typeof CROPS)[number];

/** The characters of a recipe's name. */
export const RECIPE_NAME = /^[a-z0-9][a-z0-9-]*$/;

export const recipeSchema = v.strictObject({
  /** The name of the run and of the published model: lower-case letters, digits and hyphens. */
  name: v.pipe(v.string(), v.regex(RECIPE_NAME, 'must be lower-case letters, digits and hyphens')),
  /** Which pair of networks; see networks/architecture.ts. */
  network: v.optional(v.picklist(['dcgan', 'skip'], 'must be "dcgan" or "skip"'), 'dcgan'),
  /** Side of the pictures in pixels. */
  resolution: v.optional(v.picklist([16, 32, 64, 128, 256], 'must be 16, 32, 64, 128 or 256'), 64),
  /** Of the pictures: 3, or 1 to train on their luma and to draw grey ones. */
  channels: v.optional(v.picklist([1, 3], 'must be 1 or 3'), 3),
  /** Length of z; a conditional generator takes one number more for each class. */
  latentSize: v.optional(whole(1, MAX_LATENT_SIZE), 100),
  generatorWidth: v.optional(whole(1, 512), 64),
  discriminatorWidth: v.optional(whole(1, 512), 64),
  /** No layer has more channels than this. */
  channelLimit: v.optional(whole(8, 4096), 1024),
  /** The same of the discriminator alone; 0 is channelLimit there too. */
  discriminatorLimit: v.optional(whole(0, 4096), 0),
  /** Batch norm after each of G's hidden layers, or a bias in its place. */
  generatorNorm: v.optional(v.picklist(['batch', 'none'], 'must be "batch" or "none"'), 'batch'),
  /** Whether the last layer of the paper's G has a bias, as in most programs that follow the paper. */
  generatorBias: v.optional(flag, false),
  discriminatorNorm: v.optional(v.picklist(['batch', 'none'], 'must be "batch" or "none"'), 'batch'),
  /** Whether D's first and last layer have a bias beside the batch norm of the others; without batch norm all have one. */
  discriminatorBias: v.optional(flag, false),
  /** One picture only where nothing compares the pictures of a batch: without batch norm and minibatch deviation. */
  batch: v.optional(whole(1, 1024), 64),
  generatorRate: v.optional(between(0, 1), 2e-4),
  discriminatorRate: v.optional(between(0, 1), 2e-4),
  /**
   * How often D is updated in a step, each time with other pictures and another z; the last of these updates is followed by G's (n_critic of WGAN,
   * Arjovsky et al., 2017, which is 5 there).
   */
  discriminatorSteps: v.optional(whole(1, 8), 1),
  /** Steps over which both learning rates fall linearly to zero, where the run ends; 0 keeps them constant. */
  decaySteps: v.optional(whole(0, 1e9), 0),
  /** Steps at the start in which only D is updated, for a D that is not yet trained against its G (training/exchange/import-model.ts). */
  generatorWaits: v.optional(whole(0, 1e9), 0),
  beta1: v.optional(between(0, 0.9999), 0.5),
  beta2: v.optional(between(0, 0.999999), 0.999),
  /** The losses of both networks; see objective/losses.ts. */
  loss: v.optional(
    v.picklist(LOSSES, `must be one of ${LOSSES.map((name) => `"${name}"`).join(', ')}`),
    'nonSaturating',
  ),
  /** Weight γ of R1, γ/2 · E‖∇D(x)‖² over real pictures (Mescheder et al., 2018); 0 is none. */
  r1Weight: v.optional(between(0, 1000), 0),
  /** Weight of R2, the same over fake pictures; 0 is none. */
  r2Weight: v.optional(between(0, 1000), 0),
  /**
   * Weight λ of the penalty of WGAN-GP, λ · E(‖∇D‖ − 1)² on the lines between real and fake pictures (Gulrajani et al., 2017); 0 is none. Their
   * λ is 10, with the loss "wasserstein".
   */
  gpWeight: v.optional(between(0, 1000), 0),
  /** Steps from one application of these penalties to the next; their weights are multiplied by it (lazy regularization, Karras et al., 2020). */
  penaltyEvery: v.optional(whole(1, 1024), 8),
  /** Whether D's kernels are spectrally normalized (Miyato et al., 2018). */
  spectralNorm: v.optional(flag, false),
  /** Whether D has a minibatch standard deviation (Karras et al., 2018). */
  minibatchDeviation: v.optional(flag, false),
  /** Side of D's largest grid with a residual block; the smaller ones down to 8×8 have one too. 0 is none. */
  discriminatorResidual: v.optional(
    v.picklist([0, 8, 16, 32, 64, 128], 'must be 0, 8, 16, 32, 64 or 128'),
    0,
  ),
  /**
   * Weight of the label losses: of D's error on the labels of real portraits, and of G's on what the first numbers of z
   * ask for (auxiliary regression, after Odena et al., 2017); 0 is none. See objective/labels.ts.
   */
  labelWeight: v.optional(between(0, 1000), 0),
  /**
   * Which labels: names of fields that the data have, with commas between (training/data/labels/label-attributes.ts). Empty for those of our portraits.
   */
  labels: v.optional(v.string('must be text'), ''),
  /**
   * The number of labels. Of our portraits', the first of LATENT_ATTRIBUTES (latent-attributes.ts): the first 15 leave out hats and earrings.
   * With `labels`, as many as it names.
   */
  labelCount: v.optional(whole(1, 1024), 15),
  /**
   * How a picture's class enters the networks: not at all, or G takes it beside z and D takes it beside the picture, predicts it, or has it in its
   * logit. See networks/condition.ts.
   */
  condition: v.optional(
    v.picklist(CONDITIONS, `must be one of ${CONDITIONS.map((name) => `"${name}"`).join(', ')}`),
    'none',
  ),
  /** Weight of the classification losses of "auxiliary", of both networks. */
  auxiliaryWeight: v.optional(between(0.001, 1000), 1),
  /** What the classes are classes of, one word, as "digit"; empty for that of `classField`. */
  conditionName: v.optional(
    v.pipe(
      v.string('must be text'),
      v.check((word) => word === '' || CONDITION_NAME.test(word), 'must be one word'),
    ),
    '',
  ),
  /** The number of classes of a conditional network: as many as `classes` names, which a run takes from its data. */
  classCount: v.optional(whole(0, MAX_CLASSES), 0),
  /**
   * Of what a network is told to draw: the names of classes, with commas between, in the order of y. Empty for those that the data have; a run
   * then stores them. See class-choice.ts for this and the next ones.
   */
  classes: v.optional(v.string('must be text'), ''),
  /** What a picture's class is read from: a field of its labels, or several (training/data/labels/class-reader.ts). Empty for its folder, or what stands as `class`. */
  classField: v.optional(v.string('must be text'), ''),
  /** Whether classes are seen as often as the data have them, or equally often. */
  classBalance: v.optional(v.picklist(['data', 'even'], 'must be "data" or "even"'), 'data'),
  /** Whether pictures that are of none of the classes are refused, or left out. */
  unlabelled: v.optional(v.picklist(['refuse', 'ignore'], 'must be "refuse" or "ignore"'), 'refuse'),
  /** DiffAugment (Zhao et al., 2020) of D's inputs, real and fake. */
  augmentColour: v.optional(flag, false),
  augmentTranslation: v.optional(flag, false),
  augmentCutout: v.optional(flag, false),
  /** Decay per step of the moving average of the generator's weights. */
  emaDecay: v.optional(between(0, 0.999999), 0.998),
  /** Whether the decay rises to that as (1 + t) / (10 + t), so that the average forgets the random start. */
  emaWarmUp: v.optional(flag, true),
  /** Truncation ψ: the published model draws from ψ times a standard normal z. */
  truncation: v.optional(between(0.01, 1), 1),
  /** Whether each portrait is mirrored half of the time. */
  mirror: v.optional(flag, true),
  /** The square of a picture that is used: the largest in the centre, or the one around the face (`training/data/decoding/crop.ts`). */
  crop: v.optional(v.picklist(CROPS, 'must be "centre" or "face"'), 'centre'),
  /** Whether pictures smaller than the resolution are enlarged, as CIFAR's 32×32 for 64; else they are skipped. */
  enlarge: v.optional(flag, false),
  /** Whether they are put in the middle of a square of the colour at their edge instead: MNIST's 28×28 in 32×32, pixel by pixel. */
  pad: v.optional(flag, false),
  /** The seed of initial weights, latents, and the order and mirroring of the data. */
  seed: v.optional(whole(0, MAX_SEED), 1),
});

export type Recipe = v.InferOutput<typeof recipeSchema>;

/** Whether a key of recipes may have a value, whatever the others have; false where there is no such key. */
export function isRecipeValue(key: string, value: unknown): boolean {
  const entry = Object.entries(recipeSchema.entries).find(([name]) => name === key)?.[1];
  return entry !== undefined && v.safeParse(entry, value).success;
}
