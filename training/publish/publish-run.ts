/** Publishes a run for whoever trained it: without being asked for anything, and once for each state of its generator. */
import { recordedData } from '../run/run-data.ts';
import { expectRunRecipe } from '../run/run-recipe.ts';
import {
  descriptionBeside,
  descriptionPlace,
  readDataDescription,
  undescribed,
  withPictures,
} from './card/data-description.ts';
import { fromRun } from './from-run.ts';
import { type MeasureOptions, measure } from './measure.ts';
import { chooseDefault, enterUnlisted, publishedId } from './models.ts';
import { publish } from './publish.ts';

/**
 * The published model of a run's generator, which becomes the default one.
 * @param folder of the run
 * @param models the folder of published models
 * @returns its id
 * @throws where there is no such run, or it is not trained yet
 */
export async function publishRun(
  folder: string,
  models: string,
  options: Omit<MeasureOptions, 'data'>,
): Promise<string> {
  await expectRunRecipe(folder, 'use');
  const source = await fromRun(folder, {});
  const before =
    (await publishedId(models, source.generator)) ?? (await enterUnlisted(models, source.generator, true));
  if (before !== undefined) {
    await chooseDefault(models, before);
    return before;
  }
  const data = await recordedData(folder);
  const file = await descriptionBeside(data);
  const described = file === undefined ? undescribed(data ?? folder) : await readDataDescription(file);
  const about = withPictures(described, file ?? folder, source.pictures, options.tell);
  const measured = await measure(source, { ...options, data });
  const { id } = await publish(source, measured, about, models, true);
  const how =
    file === undefined && data !== undefined
      ? `; there is no ${await descriptionPlace(data)}, so its card says that nobody has described the pictures`
      : '';
  options.tell(`${folder} is published as ${id}${how}`);
  return id;
}
