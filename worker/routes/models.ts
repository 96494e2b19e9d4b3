/** `GET /api/models` and `GET /api/models/ID`: which models there are, and what each says of itself. */
import * as v from 'valibot';
import { manifestSchema } from '../../latent/model/manifest.ts';
import { REVALIDATE } from '../http/cache-control.ts';
import { tagBody } from '../http/entity-tag.ts';
import { pathName } from '../http/validate.ts';
import { findModelById } from '../requested-model.ts';
import { jsonAnswer, NOT_MODIFIED, route } from '../route.ts';
import { countSchema, modelIdSchema, pixelsSchema, urlSchema } from './answer-schemas.ts';

const modelsAnswer = v.object({
  default: modelIdSchema,
  models: v.array(
    v.object({
      id: modelIdSchema,
      tag: v.string(),
      name: v.string(),
      resolution: pixelsSchema,
      latentSize: countSchema,
      url: urlSchema,
      classes: v.pipe(
        v.nullable(v.array(v.string())),
        v.description('Of a conditional model, to be asked for by ?class=; null for others.'),
      ),
    }),
  ),
});

const { files, ...manifest } = manifestSchema.pipe[0].entries;

const modelAnswer = v.object({
  ...manifest,
  files: v.pipe(
    v.array(v.object({ ...files.item.entries, url: urlSchema })),
    v.description('The files of the model, each with its address.'),
  ),
});

export const getModels = route({
  method: 'get',
  path: '/api/models',
  anyOrigin: true,
  middleware: [tagBody],
  documentation: {
    summary: 'The published models, and which one new faces come from.',
    answers: { 200: jsonAnswer('The models.', modelsAnswer), 304: NOT_MODIFIED },
    problems: [],
  },
  handle(c) {
    const { site } = c.var;
    const list = Array.from(site.models.values(), ({ id, tag, name, resolution, latentSize, condition }) => {
      const url = new URL(`/api/models/${id}`, c.req.url).href;
      return { id, tag, name, resolution, latentSize, url, classes: condition?.classes ?? null };
    });
    const body: v.InferOutput<typeof modelsAnswer> = { default: site.defaultModel.id, models: list };
    return c.json(body, 200, { 'Cache-Control': REVALIDATE });
  },
});

export const getModel = route({
  method: 'get',
  path: '/api/models/:id',
  anyOrigin: true,
  middleware: [tagBody],
  params: { id: pathName },
  documentation: {
    summary: 'The manifest of a model, with the address of each of its files.',
    answers: { 200: jsonAnswer('The manifest.', modelAnswer), 304: NOT_MODIFIED },
    problems: ['invalid-request', 'unknown-model'],
  },
  handle(c, { params: { id } }) {
    const manifest = findModelById(c.var.site, id);
    const files = manifest.files.map((file) => {
      return { ...file, url: new URL(`/models/${id}/${file.name}`, c.req.url).href };
    });
    const body: v.InferOutput<typeof modelAnswer> = { ...manifest, files };
    return c.json(body, 200, { 'Cache-Control': REVALIDATE });
  },
});
