/** What the API answers, as schemas: handlers are typed by them, the documentation is made from them. */
import * as v from 'valibot';
import { manifestSchema } from '../../latent/manifest.ts';
import { MAX_SEED } from '../../latent/seed.ts';
import { codeSchema } from '../faces.ts';

const url = v.pipe(v.string(), v.url());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_SEED));
const modelId = v.pipe(v.string(), v.description('The id of a published model.'));
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1));

export const seedsAnswer = v.object({
  model: modelId,
  seeds: v.array(v.object({ seed, code: codeSchema, url })),
});

export const faceAnswer = v.object({
  code: codeSchema,
  url,
  model: modelId,
  kind: v.picklist(['seed', 'latent']),
  seed: v.nullable(seed),
  edits: v.pipe(
    v.array(v.object({ direction: count, amount: v.number() })),
    v.description('Steps along directions of the model, by index in its manifest; in units of z.'),
  ),
  z: v.pipe(
    v.array(v.number()),
    v.description('The latent vector that every device draws the face from, bit for bit.'),
  ),
});

export const modelsAnswer = v.object({
  default: modelId,
  models: v.array(
    v.object({ id: modelId, tag: v.string(), name: v.string(), resolution: pixels, latentSize: count, url }),
  ),
});

const { files, ...manifest } = manifestSchema.pipe[0].entries;

export const modelAnswer = v.object({
  ...manifest,
  files: v.pipe(
    v.array(v.object({ ...files.item.entries, url })),
    v.description('The files of the model, each with where to get it.'),
  ),
});

export const linkAnswer = v.object({ id: v.string(), code: codeSchema, url });

export const oembedAnswer = v.object({
  version: v.literal('1.0'),
  type: v.picklist(['rich', 'photo']),
  html: v.optional(v.pipe(v.string(), v.description('Of a rich answer: the frame.'))),
  url: v.optional(v.pipe(v.string(), v.url(), v.description('Of a photo: the picture.'))),
  width: pixels,
  height: pixels,
  title: v.string(),
  provider_name: v.string(),
  provider_url: url,
  cache_age: count,
  thumbnail_url: url,
  thumbnail_width: pixels,
  thumbnail_height: pixels,
});

export const healthAnswer = v.object({
  status: v.picklist(['ok', 'degraded']),
  default: modelId,
  models: count,
  links: v.picklist(['ok', 'unavailable']),
});

/** RFC 9457. */
export const problemAnswer = v.object({
  type: v.pipe(v.string(), v.description('A path of this site that says what the problem means.')),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  detail: v.pipe(v.string(), v.description('What is wrong with this very request, and where.')),
});
