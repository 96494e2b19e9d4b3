/** `GET /api/seed?n=`: fresh seeds for new faces of the default model. */
import * as v from 'valibot';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { codeSchema } from '../face.ts';
import { NO_STORE } from '../http/cache-control.ts';
import { wholeNumber } from '../http/validate.ts';
import { jsonAnswer, route } from '../route.ts';
import { modelId, seed, url } from './answer-schemas.ts';

const MAX_SEEDS = 100;

const seedsAnswer = v.object({
  model: modelId,
  seeds: v.array(v.object({ seed, code: codeSchema, url })),
});

/** Uniform over 0 … 2^53 − 1, and not predictable. */
export function freshSeed(): number {
  const random = new DataView(crypto.getRandomValues(new Uint8Array(8)).buffer);
  return (random.getUint32(0) >>> 11) * 2 ** 32 + random.getUint32(4);
}

export const getSeeds = route({
  method: 'get',
  path: '/api/seed',
  anyOrigin: true,
  query: { n: v.optional(v.pipe(wholeNumber(1, MAX_SEEDS), v.description('How many.')), '1') },
  documentation: {
    summary: `Fresh seeds of the default model, at most ${MAX_SEEDS} at a time, with their codes and links.`,
    answers: { 200: jsonAnswer('The seeds.', seedsAnswer) },
    problems: ['invalid-request'],
  },
  handle(c, { query: { n } }) {
    const { defaultModel } = c.var.site;
    const fresh = Array.from({ length: n }, () => {
      const seed = freshSeed();
      const code = encodeFace(seedFace(defaultModel.tag, seed));
      return { seed, code, url: new URL(`/f/${code}`, c.req.url).href };
    });
    const body: v.InferOutput<typeof seedsAnswer> = { model: defaultModel.id, seeds: fresh };
    return c.json(body, 200, { 'Cache-Control': NO_STORE });
  },
});
