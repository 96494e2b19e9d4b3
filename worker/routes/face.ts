/** `GET /api/faces/CODE`: what a share code holds, and the latent vector it stands for. */
import * as v from 'valibot';
import { classNameOf } from '../../latent/condition/picture-words.ts';
import { CODE_PROBLEMS, codeSchema, openFace } from '../face.ts';
import { CACHE_DAY } from '../http/cache-control.ts';
import { jsonAnswer, route } from '../route.ts';
import { countSchema, modelIdSchema, seedSchema, urlSchema } from './answer-schemas.ts';

const faceAnswer = v.object({
  code: codeSchema,
  url: urlSchema,
  model: modelIdSchema,
  kind: v.picklist(['seed', 'latent']),
  seed: v.nullable(seedSchema),
  edits: v.pipe(
    v.array(v.object({ direction: countSchema, amount: v.number() })),
    v.description('Steps along directions of the model, by index in its manifest; in units of z.'),
  ),
  class: v.pipe(
    v.nullable(v.string()),
    v.description(
      'Of a conditional model the class of the face, also where its seed drew one; null for a mix of several, and without classes.',
    ),
  ),
  z: v.pipe(
    v.array(v.number()),
    v.description(
      'The latent vector that every device draws the face from, bit for bit; of a conditional model z, and then y.',
    ),
  ),
});

export const getFace = route({
  method: 'get',
  path: '/api/faces/:code',
  anyOrigin: true,
  params: { code: codeSchema },
  documentation: {
    summary: 'What a share code holds: its model, seed, edits, class and latent vector.',
    answers: { 200: jsonAnswer('The face.', faceAnswer) },
    problems: CODE_PROBLEMS,
  },
  async handle(c, { params: { code } }) {
    const { face, model, z } = await openFace(c.var.site, code);
    const body: v.InferOutput<typeof faceAnswer> = {
      code,
      url: new URL(`/f/${code}`, c.req.url).href,
      model: model.id,
      kind: face.kind,
      seed: face.kind === 'seed' ? face.seed : null,
      edits: face.kind === 'seed' ? [...face.edits] : [],
      class: classNameOf(face, model) ?? null,
      z: Array.from(z),
    };
    return c.json(body, 200, { 'Cache-Control': CACHE_DAY });
  },
});
