/** `GET /api/seed?n=`: fresh seeds for new faces of a model, by default the default one. */
import * as v from 'valibot';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { CLASS_TRAIT } from '../../latent/traits/trait-name.ts';
import { codeSchema } from '../face.ts';
import { NO_STORE } from '../http/cache-control.ts';
import { wholeNumber } from '../http/validate.ts';
import { classSchema, modelOrDefault, modelSchema, readClass } from '../requested-model.ts';
import { jsonAnswer, route } from '../route.ts';
import { modelIdSchema, seedSchema, urlSchema } from './answer-schemas.ts';

const MAX_SEEDS = 100;

const seedsAnswer = v.object({
  model: modelIdSchema,
  seeds: v.array(v.object({ seed: seedSchema, code: codeSchema, url: urlSchema })),
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
  query: {
    n: v.optional(v.pipe(wholeNumber(1, MAX_SEEDS), v.description('How many.')), '1'),
    model: modelSchema,
    [CLASS_TRAIT]: classSchema,
  },
  documentation: {
    summary: `Fresh seeds of a model, at most ${MAX_SEEDS} at a time, with their codes and links.`,
    answers: { 200: jsonAnswer('The seeds.', seedsAnswer) },
    problems: ['invalid-request', 'unknown-model'],
  },
  handle(c, { query: { n, model: named, class: asked } }) {
    const model = modelOrDefault(c.var.site, named);
    const ofClass = asked === undefined ? undefined : readClass(model, asked, 'query');
    const fresh = Array.from({ length: n }, () => {
      const seed = freshSeed();
      const code = encodeFace(seedFace(model.tag, seed, [], ofClass));
      return { seed, code, url: new URL(`/f/${code}`, c.req.url).href };
    });
    const body: v.InferOutput<typeof seedsAnswer> = { model: model.id, seeds: fresh };
    return c.json(body, 200, { 'Cache-Control': NO_STORE });
  },
});
