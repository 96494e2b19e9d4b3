/** The EMA generator of a run, to be published. */
import { generatorInColour } from '../../gan/networks/grey.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { picturesOfStep } from '../../gan/step-parts.ts';
import type { Values } from '../../graph/tensor.ts';
import { readOrigin } from '../exchange/origin.ts';
import { readPredecessor } from '../run/predecessors.ts';
import { expectTrainedNetworks } from '../run/run.ts';
import { recordedCondition, recordedFrequencies, recordedPictures } from '../run/run-data.ts';
import { readSessions } from '../run/sessions.ts';
import { averagedGenerator } from '../trainer/sampler.ts';
import { hasFilm, makeFilm } from './film.ts';
import { historySummary } from './history-summary.ts';
import type { Publishable } from './publishable.ts';
import { calibrate } from './storage/calibrate.ts';
import { discriminatorProblem, storeDiscriminator } from './storage/store-discriminator.ts';
import { IMPORTED_STORAGE, OWN_STORAGE, storeGenerator } from './storage/store-generator.ts';
import type { WeightBits } from './storage/weight-storage.ts';

export type FromRun = { readonly bits?: WeightBits | undefined; readonly truncation?: number | undefined };

/**
 * @param folder of the run
 * @param bits per weight; by default 8, or 16 for imported weights that were not trained further
 * @param truncation ψ; the recipe's if not given
 */
export async function fromRun(folder: string, { bits, truncation: given }: FromRun): Promise<Publishable> {
  const { recipe, steps, seconds, state } = await expectTrainedNetworks(folder);
  const truncation = given ?? recipe.truncation;
  const averaged = averagedGenerator(recipe, state);
  const condition = await recordedCondition(folder, recipe);
  const origin = await readOrigin(folder);
  // Imported weights that were not trained further are their own average, so their statistics are valid.
  const trained = steps > 0;
  const generator = trained ? await calibrate(recipe, averaged, condition?.frequencies) : averaged;
  // Published generators have three channels.
  const colour = generatorInColour(recipe, generator);
  const usual = trained ? OWN_STORAGE : IMPORTED_STORAGE;
  const stored = await storeGenerator(colour.architecture, colour.weights, {
    bits: bits ? [bits] : usual,
    truncation,
    condition,
  });
  const beside = trained ? await otherFiles(folder, recipe, steps, { state, generator }) : { files: [] };
  return {
    ...stored,
    name: recipe.name,
    truncation,
    ...(condition ? { condition } : {}),
    ...beside,
    files: [...stored.files, ...beside.files],
    ...(origin ? { origin } : {}),
    ...(await picturesOf(folder, origin !== undefined)),
    training: {
      images: steps * picturesOfStep(recipe),
      steps,
      minutes: Math.round(seconds / 6) / 10,
      batch: recipe.batch,
      ...(await trainingRecord(folder)),
      recipe,
    },
  };
}

/** How many pictures it was trained on. Where earlier training came before that of the run, the run does not know all of them. */
async function picturesOf(folder: string, isImported: boolean): Promise<Pick<Publishable, 'pictures'>> {
  const earlier = (await readPredecessor(folder))?.kind ?? 'run';
  const pictures = isImported || earlier !== 'run' ? undefined : await recordedPictures(folder);
  return pictures === undefined ? {} : { pictures };
}

/** The machines that it was trained on, what differed from its recipe there, and the training before this run. */
async function trainingRecord(folder: string): Promise<Partial<NonNullable<Publishable['training']>>> {
  const sessions = await readSessions(folder);
  const machines = new Set(
    sessions.map(({ device, cpu, cores }) =>
      device === 'cpu' ? `${cores} cores of ${cpu}` : `${device}, ${cpu}`,
    ),
  );
  const changes = sessions.flatMap(({ from, changes }) => (changes ? [{ from, ...changes }] : []));
  const record = {
    ...(machines.size > 0 ? { machine: [...machines].join('; ') } : {}),
    ...(changes.length > 0 ? { changes } : {}),
  };
  const ancestor = await readPredecessor(folder);
  if (!ancestor) {
    return record;
  }
  const { kind, name, images, steps, seconds } = ancestor;
  const before = { name, images, steps, minutes: Math.round(seconds / 6) / 10 };
  return { ...record, ...(kind === 'run' ? { grewFrom: before } : { wentOnFrom: before }) };
}

/**
 * The other products of the training: film and history, unless only the discriminator learned, and the discriminator, unless the
 * published form has no layer for it.
 */
async function otherFiles(
  folder: string,
  recipe: Recipe,
  steps: number,
  { state, generator }: { readonly state: Values; readonly generator: Values },
): Promise<Pick<Publishable, 'discriminator' | 'files'>> {
  // A film of a generator that only waited for its discriminator would show nothing, and the curves not how it was trained.
  const files = steps > recipe.generatorWaits ? await filmAndHistory(folder, recipe) : [];
  if (discriminatorProblem(recipe) !== null) {
    return { files };
  }
  const { discriminator, file } = await storeDiscriminator(
    recipe,
    state,
    generator,
    8,
    await recordedFrequencies(folder, recipe),
  );
  return { discriminator, files: [file, ...files] };
}

async function filmAndHistory(folder: string, recipe: Recipe): Promise<Publishable['files']> {
  if (!(await hasFilm(folder))) {
    return [];
  }
  const film = await makeFilm(folder, recipe);
  const history = new TextEncoder().encode(await historySummary(folder, film.steps));
  return [
    { name: 'film.webp', role: 'film', content: film.webp },
    { name: 'history.json', role: 'history', content: history },
  ];
}
