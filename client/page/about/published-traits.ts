/// <reference types="vite/types/importMeta.d.ts" />
/** How often the traits of avatars hold in a model's faces: in its manifest, or in a file beside its folder where it was measured later. */
import * as v from 'valibot';
import type { Manifest } from '../../../latent/manifest.ts';
import { type TraitMeasurements, traitMeasurementsSchema } from '../../../latent/measurements.ts';

/** Each is fetched when a card shows it. */
const files = import.meta.glob<unknown>('../../../models/*.traits.json', { import: 'default' });

/** @returns null where it was not measured @throws TypeError where the file cannot be fetched */
export async function traitsOfModel({ id, traits }: Manifest): Promise<TraitMeasurements | null> {
  if (traits !== undefined) {
    return traits;
  }
  const load = files[`../../../models/${id}.traits.json`];
  return load === undefined ? null : v.parse(traitMeasurementsSchema, await load());
}
