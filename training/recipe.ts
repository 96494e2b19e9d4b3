/**
 * A recipe: everything that decides what a training run computes, as one flat TOML file. Unknown keys and values out
 * of range are refused with a sentence that says what to write.
 */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { MAX_SEED } from '../latent/seed.ts';
import { LATENT_ATTRIBUTES } from './data/attributes.ts';
import { CROPS } from './data/crop.ts';
import { GAN_LOSSES, type GanLossName } from './objective/losses.ts';
import { parseToml, parseValue } from './parse.ts';

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

const recipeSchema = v.strictObject({
  /** What the run and the published model are called: lower-case letters, digits and hyphens. */
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens')),
  /** Which pair of networks; see networks/architecture.ts. */
  network: v.optional(v.picklist(['dcgan', 'skip'], 'must be "dcgan" or "skip"'), 'dcgan'),
  /** Side of the pictures in pixels. */
  resolution: v.optional(v.picklist([16, 32, 64, 128], 'must be 16, 32, 64 or 128'), 64),
  latentSize: v.optional(whole(1, 1024), 100),
  generatorWidth: v.optional(whole(1, 512), 64),
  discriminatorWidth: v.optional(whole(1, 512), 64),
  /** No layer has more channels than this. */
  channelLimit: v.optional(whole(8, 4096), 1024),
  discriminatorNorm: v.optional(v.picklist(['batch', 'none'], 'must be "batch" or "none"'), 'batch'),
  batch: v.optional(whole(2, 1024), 64),
  generatorRate: v.optional(between(0, 1), 2e-4),
  discriminatorRate: v.optional(between(0, 1), 2e-4),
  /** Both rates fall linearly to zero over so many steps, and the run is over then; 0 keeps them as they are. */
  decaySteps: v.optional(whole(0, 1e9), 0),
  /** For so many steps G stands still, while D finds its way into a game that goes on (exchange/import-model.ts). */
  generatorWaits: v.optional(whole(0, 1e9), 0),
  beta1: v.optional(between(0, 0.9999), 0.5),
  beta2: v.optional(between(0, 0.999999), 0.999),
  /** What the networks strive for; see objective/losses.ts. */
  loss: v.optional(
    v.picklist(LOSSES, `must be one of ${LOSSES.map((name) => `"${name}"`).join(', ')}`),
    'nonSaturating',
  ),
  /** Weight γ of R1, γ/2 · E‖∇D(x)‖² over real pictures (Mescheder et al., 2018); 0 is none. */
  r1Weight: v.optional(between(0, 1000), 0),
  /** The same of R2, over fake pictures. */
  r2Weight: v.optional(between(0, 1000), 0),
  /** Both are applied every so many steps, that many times stronger (Karras et al., 2020); 1 is every step. */
  penaltyEvery: v.optional(whole(1, 1024), 8),
  /** Each kernel of D divided by its largest singular value (Miyato et al., 2018). */
  spectralNorm: v.optional(flag, false),
  /** D also sees how much the pictures of a batch differ (Karras et al., 2018). */
  minibatchDeviation: v.optional(flag, false),
  /**
   * Weight of the error with which D reads a real portrait's labels, and with which G draws what the first numbers of
   * its latent ask for (an auxiliary regression, after Odena et al., 2017); 0 is none. See objective/labels.ts.
   */
  labelWeight: v.optional(between(0, 1000), 0),
  /** DiffAugment (Zhao et al., 2020) of what D is shown, real and fake. */
  augmentColour: v.optional(flag, false),
  augmentTranslation: v.optional(flag, false),
  augmentCutout: v.optional(flag, false),
  /** Decay a step of the moving average of the generator's weights. */
  emaDecay: v.optional(between(0, 0.999999), 0.998),
  /** The decay grows to that from 0 as (1 + t) / (10 + t), so that the random start is forgotten. */
  emaWarmUp: v.optional(flag, true),
  /** ψ: the published model draws its faces from ψ times a standard normal z. */
  truncation: v.optional(between(0.01, 1), 1),
  /** Each portrait is mirrored half of the time. */
  mirror: v.optional(flag, true),
  /** Which square of a picture is kept: the largest in the middle, or the one about the face (`data/crop.ts`). */
  crop: v.optional(v.picklist(CROPS, 'must be "centre" or "face"'), 'centre'),
  /** Decides the start, the latents, and the order and mirroring of the data. */
  seed: v.optional(whole(0, MAX_SEED), 1),
});

export type Recipe = v.InferOutput<typeof recipeSchema>;

/**
 * A recipe from plain values, the paper's settings where none is given.
 * @throws Error with one line for each mistake
 */
export function parseRecipe(values: unknown, source: string): Recipe {
  const recipe = parseValue(recipeSchema, values, source);
  function refuse(key: string, why: string, instead: string): never {
    throw new Error(`${source}: ${key}: ${why}; write ${instead}`);
  }
  if (recipe.discriminatorNorm === 'batch') {
    for (const key of ['r1Weight', 'r2Weight'] as const) {
      if (recipe[key] > 0) {
        refuse(
          key,
          'the penalty asks for the gradient of one picture’s logit, and batch norm mixes the pictures',
          `discriminatorNorm = "none" or ${key} = 0`,
        );
      }
    }
    if (recipe.spectralNorm) {
      refuse(
        'spectralNorm',
        'batch norm scales each channel up again after a kernel was normalized',
        'discriminatorNorm = "none" or spectralNorm = false',
      );
    }
  }
  if (recipe.labelWeight > 0 && recipe.latentSize < LATENT_ATTRIBUTES.length) {
    refuse(
      'latentSize',
      `the labels take ${LATENT_ATTRIBUTES.length} numbers of z`,
      `${LATENT_ATTRIBUTES.length} or more, or labelWeight = 0`,
    );
  }
  return recipe;
}

/** @throws where the file is not TOML or not a recipe */
export async function readRecipe(path: string): Promise<Recipe> {
  return parseRecipe(parseToml(v.record(v.string(), v.unknown()), await readFile(path, 'utf8'), path), path);
}
