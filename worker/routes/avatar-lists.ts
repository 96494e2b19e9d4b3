/** `GET /api/avatars?name=…&name=…` and `POST /api/avatars`: the faces of many names at once. */
import * as v from 'valibot';
import { CURRENT_AVATAR_VERSION } from '../../latent/avatar.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import type { Traits } from '../../latent/traits/traits.ts';
import { AVATAR_SIZE, MAX_SIZE, MIN_SIZE } from '../../picture/face-sizes.ts';
import { AVATAR_PROBLEMS, nameSchema, openAvatars, readTraits, TRAIT_PARAMETERS } from '../avatar.ts';
import { picturePath } from '../drawing/face-picture.ts';
import type { WorkerContext } from '../env.ts';
import { codeSchema } from '../face.ts';
import { limitBody } from '../http/body-limit.ts';
import { CACHE_HOUR, NO_STORE } from '../http/cache-control.ts';
import { countAgainst } from '../http/rate-limit.ts';
import { wholeNumber } from '../http/validate.ts';
import { modelOrDefault, modelSchema } from '../requested-model.ts';
import { jsonAnswer, route } from '../route.ts';
import { modelIdSchema, urlSchema } from './answer-schemas.ts';

const MAX_NAMES = 100;

/** Room for a hundred names of 256 bytes, each byte of them written as an escape of JSON. */
export const MAX_NAMES_BODY_BYTES = 262_144;

const PATH = '/api/avatars';

const namesSchema = v.pipe(
  v.array(nameSchema),
  v.minLength(1, 'has to have a name at least'),
  v.maxLength(MAX_NAMES, `has at most ${MAX_NAMES} names`),
);

const bodySchema = v.strictObject({
  names: namesSchema,
  traits: v.optional(v.record(v.string(), v.union([v.string(), v.number()], 'has to be a word or a number'))),
  model: modelSchema,
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(MIN_SIZE), v.maxValue(MAX_SIZE))),
});

const avatarsAnswer = v.object({
  model: modelIdSchema,
  rule: v.pipe(v.string(), v.description('The version of the rule that gives names their faces.')),
  avatars: v.pipe(
    v.array(v.object({ name: v.string(), code: codeSchema, url: urlSchema, picture: urlSchema })),
    v.description('In the order of the names; url is the page of the face.'),
  ),
});

type Wanted = {
  readonly names: readonly string[];
  readonly traits: Traits;
  readonly model: Manifest;
  readonly size: number | undefined;
};

async function listAvatars(
  c: WorkerContext,
  { names, traits, model, size = AVATAR_SIZE }: Wanted,
  part: 'query' | 'body.traits',
): Promise<v.InferOutput<typeof avatarsAnswer>> {
  // A hundred names with traits take as long as three pictures.
  const { RENDERS, RENDERS_IN_ALL } = c.env;
  await countAgainst(
    c,
    { perNetwork: RENDERS, inAll: RENDERS_IN_ALL },
    'Too many lists of faces were asked for in this minute, by your network or by all.',
  );
  const codeOf = await openAvatars(c.var.site, model, traits, part);
  const at = (path: string) => new URL(path, c.req.url).href;
  const avatars = names.map((name) => {
    const code = codeOf(name);
    return { name, code, url: at(`/f/${code}`), picture: at(picturePath(code, { size, format: 'png' })) };
  });
  return { model: model.id, rule: CURRENT_AVATAR_VERSION, avatars };
}

export const getAvatars = route({
  method: 'get',
  path: PATH,
  anyOrigin: true,
  query: {
    name: v.pipe(namesSchema, v.description('A name; again for each further one.')),
    size: v.optional(
      v.pipe(wholeNumber(MIN_SIZE, MAX_SIZE), v.description('The width of the pictures in pixels.')),
      String(AVATAR_SIZE),
    ),
    model: modelSchema,
    ...TRAIT_PARAMETERS,
  },
  documentation: {
    summary: `The faces of up to ${MAX_NAMES} names, with the traits that you ask for: their codes, pages and pictures.`,
    answers: { 200: jsonAnswer('The faces.', avatarsAnswer) },
    problems: [...AVATAR_PROBLEMS, 'too-many-requests'],
    exampleQuery: 'name=alice&name=bob&age=old',
  },
  async handle(c, { query: { name: names, size, model: named } }) {
    const model = modelOrDefault(c.var.site, named);
    const body = await listAvatars(c, { names, traits: readTraits(c, model), model, size }, 'query');
    return c.json(body, 200, { 'Cache-Control': CACHE_HOUR });
  },
});

export const postAvatars = route({
  method: 'post',
  path: PATH,
  anyOrigin: true,
  middleware: [limitBody(MAX_NAMES_BODY_BYTES)],
  body: bodySchema,
  documentation: {
    summary: 'The same for names that no address should hold: they are in the body.',
    answers: { 200: jsonAnswer('The faces.', avatarsAnswer) },
    problems: [...AVATAR_PROBLEMS, 'body-too-large', 'unsupported-media-type', 'too-many-requests'],
    exampleBody: '{"names":["alice","bob"],"traits":{"age":"old"}}',
  },
  async handle(c, { body: { names, traits = {}, model: named, size } }) {
    const model = modelOrDefault(c.var.site, named);
    const body = await listAvatars(c, { names, traits, model, size }, 'body.traits');
    return c.json(body, 200, { 'Cache-Control': NO_STORE });
  },
});
