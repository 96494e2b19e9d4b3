/** Schemas of values that several answers hold. */
import * as v from 'valibot';
import { MAX_SEED } from '../../latent/seed.ts';

export const url = v.pipe(v.string(), v.url());
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const pixels = v.pipe(v.number(), v.integer(), v.minValue(1));
export const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_SEED));
export const modelId = v.pipe(v.string(), v.description('The id of a published model.'));
