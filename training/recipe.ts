/**
 * A recipe: everything that decides what a training run computes, as one flat TOML file. Unknown keys and values out
 * of range are refused with a sentence that says what to write.
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'smol-toml';
import * as v from 'valibot';
import { MAX_SEED } from '../latent/seed.ts';

const between = (low: number, high: number) =>
  v.pipe(
    v.number(`must be a number from ${low} to ${high}`),
    v.minValue(low, `must be at least ${low}`),
    v.maxValue(high, `must be at most ${high}`),
  );
const whole = (low: number, high: number) =>
  v.pipe(between(low, high), v.integer(`must be a whole number from ${low} to ${high}`));

const RecipeSchema = v.strictObject({
  /** What the run and the published model are called: lower-case letters, digits and hyphens. */
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens')),
  /** Side of the pictures in pixels. */
  resolution: v.optional(v.picklist([16, 32, 64, 128], 'must be 16, 32, 64 or 128'), 64),
  latentSize: v.optional(whole(1, 1024), 100),
  generatorWidth: v.optional(whole(1, 512), 64),
  discriminatorWidth: v.optional(whole(1, 512), 64),
  discriminatorNorm: v.optional(v.picklist(['batch', 'none'], 'must be "batch" or "none"'), 'batch'),
  batch: v.optional(whole(2, 1024), 64),
  generatorRate: v.optional(between(0, 1), 2e-4),
  discriminatorRate: v.optional(between(0, 1), 2e-4),
  beta1: v.optional(between(0, 0.9999), 0.5),
  beta2: v.optional(between(0, 0.999999), 0.999),
  /** Weight γ of the R1 penalty γ/2 · E‖∇D(x)‖² (Mescheder et al., 2018); 0 is none. */
  r1Weight: v.optional(between(0, 1000), 0),
  /** The penalty is applied every so many steps, that many times stronger (Karras et al., 2020). */
  r1Every: v.optional(whole(1, 1024), 8),
  /** Decay a step of the moving average of the generator's weights. */
  emaDecay: v.optional(between(0, 0.999999), 0.998),
  /** Each portrait is mirrored half of the time. */
  mirror: v.optional(v.boolean('must be true or false'), true),
  /** Decides the start, the latents, and the order and mirroring of the data. */
  seed: v.optional(whole(0, MAX_SEED), 1),
});

export type Recipe = v.InferOutput<typeof RecipeSchema>;

/** A recipe from plain values, the paper's settings where none is given. Throws with one line for each mistake. */
export const parseRecipe = (values: unknown, source: string): Recipe => {
  const result = v.safeParse(RecipeSchema, values);
  if (!result.success) {
    const known = Object.keys(RecipeSchema.entries).join(', ');
    const lines = result.issues.map((issue) => {
      const key = v.getDotPath(issue) ?? '(the file)';
      return issue.expected === 'never'
        ? `${key}: unknown key; the keys are ${known}`
        : `${key}: ${issue.message}, got ${JSON.stringify(issue.input)}`;
    });
    throw new Error(`${source}: ${lines.join('\n')}`);
  }
  const recipe = result.output;
  if (recipe.discriminatorNorm === 'batch' && recipe.r1Weight > 0)
    throw new Error(
      `${source}: r1Weight: R1 asks for the gradient of one picture's logit, and batch norm mixes the pictures; ` +
        'write discriminatorNorm = "none" or r1Weight = 0',
    );
  return recipe;
};

/** Reads a recipe file. */
export const readRecipe = async (path: string): Promise<Recipe> => {
  const text = await readFile(path, 'utf8');
  try {
    return parseRecipe(parse(text), path);
  } catch (cause) {
    throw cause instanceof Error && cause.name === 'TomlError'
      ? new Error(`${path}: ${cause.message}`, { cause })
      : cause;
  }
};
