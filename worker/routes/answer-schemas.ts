/** Schemas of values that several answers hold. */
import * as v from 'valibot';
import { MAX_SEED } from '../../latent/seed/seed.ts';

export const urlSchema = v.pipe(v.string(), v.url());
export const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
export const pixelsSchema = v.pipe(v.number(), v.integer(), v.minValue(1));
export const seedSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_SEED));
export const modelIdSchema = v.pipe(v.string(), v.description('The id of a published model.'));
