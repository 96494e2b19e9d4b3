/** What a search is to try: a recipe, and changes to it. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { parseToml } from '../parse.ts';
import { parseRecipe, type Recipe } from '../recipe.ts';

const whole = v.pipe(v.number(), v.integer(), v.minValue(1));

const planSchema = v.strictObject({
  /** The recipe's file, from where the plan is. */
  base: v.string(),
  /** How many images each run sees. */
  images: whole,
  /** How many faces each is measured by. */
  samples: whole,
  /** What is changed, by what the table is to say of it: keys of a recipe. */
  changes: v.record(v.string(), v.record(v.string(), v.unknown())),
});

export type Change = {
  /** What the table says of it. */
  readonly says: string;
  /** As the name of a run. */
  readonly name: string;
  readonly recipe: Recipe;
};

export type Plan = {
  readonly base: string;
  readonly images: number;
  readonly samples: number;
  readonly changes: readonly Change[];
};

/**
 * @throws one sentence for each mistake, in the plan or in a recipe that it makes
 */
export async function readPlan(path: string): Promise<Plan> {
  const { base, images, samples, changes } = parseToml(planSchema, await readFile(path, 'utf8'), path);
  const basePath = join(dirname(path), base);
  const recipe = parseToml(v.record(v.string(), v.unknown()), await readFile(basePath, 'utf8'), basePath);
  const named = new Map<string, string>();
  for (const says of Object.keys(changes)) {
    const name = nameOf(says);
    const other = named.get(name);
    if (other !== undefined) {
      throw new Error(`${path}: "${other}" and "${says}" would be one run, ${name}`);
    }
    named.set(name, says);
  }
  return {
    base,
    images,
    samples,
    changes: Object.entries(changes).map(([says, changed]) => {
      const name = nameOf(says);
      return { says, name, recipe: parseRecipe({ ...recipe, ...changed, name }, `${path}: ${says}`) };
    }),
  };
}

function nameOf(says: string): string {
  return says
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
