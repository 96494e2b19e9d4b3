/** `GET /api/seed?n=`: fresh seeds for new faces of the default model. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { encodeFace } from '../latent/code.ts';
import { seedFace } from '../latent/face.ts';
import type { seedsAnswer } from './api/answers.ts';
import type { Edge } from './edge.ts';
import { openSite } from './site.ts';
import { queryOf, validate, wholeNumber } from './validate.ts';

export const MOST_SEEDS = 100;

export const seedQuery = v.strictObject({
  n: v.optional(v.pipe(wholeNumber(1, MOST_SEEDS), v.description('How many.')), '1'),
});

/** Uniform over 0 … 2^53 − 1, and nobody can foresee it. */
export function freshSeed(): number {
  const random = new DataView(crypto.getRandomValues(new Uint8Array(8)).buffer);
  return (random.getUint32(0) >>> 11) * 2 ** 32 + random.getUint32(4);
}

export const seeds = new Hono<Edge>().get('/', async (c) => {
  const { n } = validate(seedQuery, queryOf(c), 'query');
  const { defaultModel } = await openSite(c.env.ASSETS);
  const fresh = Array.from({ length: n }, () => {
    const seed = freshSeed();
    const code = encodeFace(seedFace(defaultModel.tag, seed));
    return { seed, code, url: new URL(`/f/${code}`, c.req.url).href };
  });
  const body: v.InferOutput<typeof seedsAnswer> = { model: defaultModel.id, seeds: fresh };
  return c.json(body, 200, { 'Cache-Control': 'no-store' });
});
