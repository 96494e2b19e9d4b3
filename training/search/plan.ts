/** The plan of a search: a recipe, and changes to it. */
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { PROTOCOL_NAMES, type ProtocolName } from '../evaluate/protocol.ts';
import { readToml } from '../read/toml.ts';

const whole = v.pipe(v.number(), v.integer(), v.minValue(1));

const planSchema = v.strictObject({
  /** The recipe's file, relative to the plan. */
  base: v.string(),
  /** Images that each run is trained on. */
  images: whole,
  /** Faces that each run is measured by. */
  samples: whole,
  /** The protocol of `evaluate`. Plans that do not say were measured by the first. */
  protocol: v.optional(v.picklist(PROTOCOL_NAMES), 'faces-1'),
  /** For each change, by its name in the table, the recipe's keys that differ. */
  changes: v.record(v.string(), v.record(v.string(), v.unknown())),
});

export type RecipeChange = {
  /** The name of the change, for the table. */
  readonly description: string;
  /** The name of the run. */
  readonly name: string;
  readonly recipe: Recipe;
};

export type Plan = {
  readonly base: string;
  readonly images: number;
  readonly samples: number;
  readonly protocol: ProtocolName;
  readonly changes: readonly RecipeChange[];
};

/**
 * @throws Error with a sentence for each mistake, in the plan or in a recipe that it makes
 */
export async function readPlan(path: string): Promise<Plan> {
  const { base, images, samples, protocol, changes } = await readToml(planSchema, path);
  const basePath = join(dirname(path), base);
  const recipe = await readToml(v.record(v.string(), v.unknown()), basePath);
  const named = new Map<string, string>();
  for (const description of Object.keys(changes)) {
    const name = nameOf(description);
    const other = named.get(name);
    if (other !== undefined) {
      throw new Error(`${path}: "${other}" and "${description}" would be one run, ${name}`);
    }
    named.set(name, description);
  }
  return {
    base,
    images,
    samples,
    protocol,
    changes: Object.entries(changes).map(([description, changed]) => {
      const name = nameOf(description);
      return {
        description,
        name,
        recipe: parseRecipe({ ...recipe, ...changed, name }, `${path}: ${description}`),
      };
    }),
  };
}

function nameOf(description: string): string {
  return description
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
