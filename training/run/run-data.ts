/** What a run knows of its data: where it is, and how many pictures it has. */
import { basename, dirname, join } from 'node:path';
import { exists } from '../../files/read-optional.ts';
import { askedFrequencies } from '../../gan/latents.ts';
import { parseNameList } from '../../gan/name-list.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { CONDITION_NAME, type Condition } from '../../latent/condition/condition-schema.ts';
import { UsageError } from '../command-line.ts';
import { readDataRecord } from '../data/data-record.ts';

/** The portraits that come with the package, wherever it was when a run was started with them. */
export const SAMPLE = join(import.meta.dirname, '../sample');

function isSample(path: string): boolean {
  return basename(path) === basename(SAMPLE) && basename(dirname(path)) === basename(dirname(SAMPLE));
}

/**
 * The data that a run was started with, for a command without --data.
 * @param folder of the run
 * @returns its path; undefined where the run has no data yet
 * @throws UsageError where it is no longer there
 */
export async function recordedData(folder: string): Promise<string | undefined> {
  const source = (await readDataRecord(folder))?.source;
  if (source === undefined || (await exists(source))) {
    return source;
  }
  if (isSample(source)) {
    return SAMPLE;
  }
  throw new UsageError(`${folder} was started with ${source}, which is not there any more; write --data`);
}

/** How many pictures a run learns from; undefined where it has no data yet. */
export async function recordedPictures(folder: string): Promise<number | undefined> {
  const record = await readDataRecord(folder);
  return record && record.pictures - Object.values(record.skipped).reduce((sum, skipped) => sum + skipped, 0);
}

/** What a manifest says of the classes of a run; undefined where its recipe is unconditional. */
export async function recordedCondition(folder: string, recipe: Recipe): Promise<Condition | undefined> {
  const { condition: way, conditionName, classField, classes } = recipe;
  if (way === 'none') {
    return undefined;
  }
  const name = conditionName || (CONDITION_NAME.test(classField) ? classField : 'class');
  return {
    name,
    classes: parseNameList(classes),
    way,
    frequencies: [...(await recordedFrequencies(folder, recipe))],
  };
}

/**
 * How often a conditional generator is asked for each class: as often as the data have it, or equally often where the recipe balances classes or the
 * run has no data yet. Nothing where the recipe is unconditional.
 */
export async function recordedFrequencies(folder: string, recipe: Recipe): Promise<readonly number[]> {
  return askedFrequencies(recipe, (await readDataRecord(folder))?.frequencies);
}
