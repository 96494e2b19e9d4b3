/** A site with conditional models: small generators with random weights, of ten classes and of twenty. */
import { dcganPlan } from '../../kernel/testing/random-model.ts';
import type { Condition } from '../../latent/condition/condition-schema.ts';
import { addRandomModel, type RandomModel, readRandomModel } from './random-models.ts';
import { startSiteWithModels } from './site-with-models.ts';
import type { TemporarySite } from './temporary-site.ts';

export const DIGITS: Condition = {
  name: 'digit',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  way: 'projection',
  frequencies: [0.05, 0.15, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
};

/** How many numbers z has. */
export const NOISE_SIZE = 8;

/** The many classes of the second model. */
export const LETTERS = [...'ABCDEFGHIJKLMNOPQRST'];

const SMALL = { plan: dcganPlan, seed: 3 };

/** The default model. */
const OF_DIGITS = {
  ...SMALL,
  name: 'random-digits-32',
  latentSize: NOISE_SIZE + DIGITS.classes.length,
  condition: DIGITS,
};

const OF_LETTERS = {
  ...SMALL,
  name: 'random-letters-32',
  latentSize: NOISE_SIZE + LETTERS.length,
  condition: {
    ...DIGITS,
    name: 'letter',
    classes: LETTERS,
    frequencies: LETTERS.map(() => 1 / LETTERS.length),
  },
};

export type ConditionalModels = Readonly<Record<'digits' | 'letters', RandomModel>>;

export function startSiteWithConditionalModels(): Promise<TemporarySite> {
  return startSiteWithModels(async (models, index) => {
    const letters = await addRandomModel(models, OF_LETTERS);
    // Last: the view of conditional models shows the newest one, unless a link names another.
    const digits = await addRandomModel(models, OF_DIGITS);
    return { ...index, default: digits, models: [...index.models, letters, digits] };
  });
}

/** @param models the folder of models that the site was built from */
export async function readConditionalModels(models: string): Promise<ConditionalModels> {
  return {
    digits: await readRandomModel(models, OF_DIGITS),
    letters: await readRandomModel(models, OF_LETTERS),
  };
}
