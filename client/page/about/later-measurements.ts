/// <reference types="vite/types/importMeta.d.ts" />
/**
 * Measurements of a model. They are in its manifest, or in a file beside its folder: where they were made after the model was published,
 * for the first time or by a better network.
 */
import * as v from 'valibot';
import type { Manifest } from '../../../latent/model/manifest.ts';
import {
  type Evaluation,
  evaluationSchema,
  type TraitMeasurements,
  traitMeasurementsSchema,
} from '../../../latent/model/measurements.ts';

/** Each file is fetched when a card shows it. */
const traitFiles = import.meta.glob<unknown>('../../../models/*.traits.json', { import: 'default' });
const evaluationFiles = import.meta.glob<unknown>('../../../models/*.evaluation.json', { import: 'default' });

/** How often the traits of avatars hold. @returns null where it was not measured @throws TypeError where the file cannot be fetched */
export async function traitsOfModel({ id, traits }: Manifest): Promise<TraitMeasurements | null> {
  const load = traitFiles[`../../../models/${id}.traits.json`];
  return load === undefined ? (traits ?? null) : v.parse(traitMeasurementsSchema, await load());
}

/** How near its pictures are to those of the data. @returns null where it was not measured @throws TypeError where the file cannot be fetched */
export async function evaluationOfModel({ id, evaluation }: Manifest): Promise<Evaluation | null> {
  const load = evaluationFiles[`../../../models/${id}.evaluation.json`];
  return load === undefined ? (evaluation ?? null) : v.parse(evaluationSchema, await load());
}
