/** `GET /api/models` and `GET /api/models/ID`: which models there are, and what each says of itself. */
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import * as v from 'valibot';
import type { Manifest } from '../latent/manifest.ts';
import type { modelAnswer, modelsAnswer } from './api/answers.ts';
import type { Edge } from './edge.ts';
import { REVALIDATE } from './files.ts';
import { Problem } from './problem.ts';
import { openSite, type Site } from './site.ts';
import { validate } from './validate.ts';

const NAME = /^[a-z0-9][a-z0-9._-]*$/;

/** A name as published models and their files have it: one segment of a path. */
export const pathName = v.pipe(
  v.string(),
  v.regex(NAME, 'a name is of a–z, 0–9, ".", "_" and "-", and begins with a letter or a digit'),
);

const modelPath = v.object({ id: pathName });

/**
 * The published model of that id.
 *
 * @throws Problem `invalid-request` where it cannot be an id, `unknown-model` where there is none
 */
export function findPublished(site: Site, input: string): Manifest {
  const { id } = validate(modelPath, { id: input }, 'path');
  const model = site.models.get(id);
  if (model === undefined) {
    throw new Problem('unknown-model', `There is no model ${id}.`);
  }
  return model;
}

export const models = new Hono<Edge>()
  .use(etag())
  .get('/', async (c) => {
    const site = await openSite(c.env.ASSETS);
    const list = Array.from(site.models.values(), ({ id, tag, name, resolution, latentSize }) => {
      return { id, tag, name, resolution, latentSize, url: new URL(`/api/models/${id}`, c.req.url).href };
    });
    const body: v.InferOutput<typeof modelsAnswer> = { default: site.defaultModel.id, models: list };
    return c.json(body, 200, { 'Cache-Control': REVALIDATE });
  })
  .get('/:id', async (c) => {
    const manifest = findPublished(await openSite(c.env.ASSETS), c.req.param('id'));
    const files = manifest.files.map((file) => {
      return { ...file, url: new URL(`/models/${manifest.id}/${file.name}`, c.req.url).href };
    });
    const body: v.InferOutput<typeof modelAnswer> = { ...manifest, files };
    return c.json(body, 200, { 'Cache-Control': REVALIDATE });
  });
