/** `GET /a/NAME`, `/a/v2/NAME`, `/a/v1/NAME` and `/a/random`: the face of a name, as a picture. */
import * as v from 'valibot';
import type { AvatarVersion } from '../../latent/avatar.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import type { Traits } from '../../latent/traits/traits.ts';
import { AVATAR_SIZE, MAX_SIZE, MIN_SIZE } from '../../picture/face-sizes.ts';
import { AVATAR_PROBLEMS, nameSchema, openAvatar, readTraits, TRAIT_PARAMETERS } from '../avatar.ts';
import { PICTURE_PROBLEMS, picturePath, serveFacePicture } from '../drawing/face-picture.ts';
import { FORMAT_TYPES, type Format, negotiateFormat, splitFormat } from '../drawing/formats.ts';
import type { WorkerContext } from '../env.ts';
import { CACHE_HOUR, CACHE_YEAR, NO_STORE } from '../http/cache-control.ts';
import type { ProblemName } from '../http/problem.ts';
import { invalidRequest, parse, wholeNumber } from '../http/validate.ts';
import { findModelByIdOrTag, modelOrDefault, modelSchema, pinnedModel } from '../requested-model.ts';
import { type Answer, answer, NOT_MODIFIED, route } from '../route.ts';

/**
 * The size, for software that was written for other services: a width that is too small or too large becomes the nearest
 * that we have, and an empty one the default.
 */
export const lenientSize = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{0,6}$/, 'has to be a whole number of pixels'),
    v.transform((size) => (size === '' ? undefined : Math.min(Math.max(Number(size), MIN_SIZE), MAX_SIZE))),
    v.optional(v.pipe(v.number(), v.description('The width in pixels.'))),
  ),
);

/** `/a/random` is another face each time, not the face of this name. */
const RANDOM = 'random';

const fileOfName = v.pipe(
  v.string(),
  v.description(
    'Any text of 1 to 256 bytes, and .png, .webp or .jpg; without an end, the header Accept decides. The same name has the same face. Hash what nobody should read, such as an e-mail address.',
  ),
);

/** A name as the rule reads it, and the format that the end of a path asks for. */
function readFileOfName(file: string): { readonly name: string; readonly format: Format | undefined } {
  const [stem, format] = splitFormat(file);
  return { ...parse(v.object({ name: nameSchema }), { name: stem }, 'path'), format };
}

const query = {
  size: v.optional(
    v.pipe(wholeNumber(MIN_SIZE, MAX_SIZE), v.description('The width in pixels.')),
    String(AVATAR_SIZE),
  ),
  model: modelSchema,
  ...TRAIT_PARAMETERS,
};

const PROBLEMS: readonly ProblemName[] = [...AVATAR_PROBLEMS, ...PICTURE_PROBLEMS];

const PICTURE: Answer = {
  ...answer('The picture.', ...Object.values(FORMAT_TYPES)),
  headers: ['Cache-Status', 'Content-Location', 'Link'],
};
const SAME: Answer = { ...NOT_MODIFIED, headers: ['Content-Location', 'Link'] };

/** @throws Problem `invalid-request` where the path is not UTF-8: Hono hands such a name over as it was written */
function checkEncoding(c: WorkerContext): void {
  try {
    decodeURIComponent(new URL(c.req.url).pathname);
  } catch (cause) {
    throw invalidRequest([{ where: 'path.name', detail: 'is not percent-encoded UTF-8' }], cause);
  }
}

/** Without a format in its path, an answer depends on Accept, and caches have to know. */
function varyOf(format: Format | undefined): Readonly<Record<string, string>> {
  return format === undefined ? { Vary: 'Accept' } : {};
}

type Wanted = {
  readonly name: string;
  /** Undefined where the header Accept decides. */
  readonly format: Format | undefined;
  readonly size: number;
  readonly model: Manifest;
  /** By default all those in the query. */
  readonly traits?: Traits;
  readonly cache: string;
};

/** The answer with the face of a name. */
export async function serveAvatar(
  c: WorkerContext,
  { name, format, size, model, traits, cache }: Wanted,
): Promise<Response> {
  checkEncoding(c);
  const { code, opened } = await openAvatar(c.var.site, name, model, traits ?? readTraits(c, model));
  const options = { size, format: format ?? negotiateFormat(c.req.header('Accept')) };
  return serveFacePicture(c, code, opened, options, {
    'Cache-Control': cache,
    'Content-Location': picturePath(code, options),
    Link: `</f/${code}>; rel="alternate"; type="text/html"`,
    ...varyOf(format),
  });
}

/** Redirects to the picture of a random face, with the traits in the query. */
async function redirectToRandom(
  c: WorkerContext,
  { format, size, model }: Pick<Wanted, 'format' | 'size' | 'model'>,
): Promise<Response> {
  const { code } = await openAvatar(c.var.site, crypto.randomUUID(), model, readTraits(c, model));
  const to = picturePath(code, { size, format: format ?? negotiateFormat(c.req.header('Accept')) });
  return c.body(null, 302, { Location: to, 'Cache-Control': NO_STORE, ...varyOf(format) });
}

export const getRandomAvatar = route({
  method: 'get',
  path: `/a/${RANDOM}`,
  anyOrigin: true,
  query,
  documentation: {
    summary: 'To the picture of a face, another one each time.',
    answers: { 302: { ...answer('To /f/CODE.png.'), headers: ['Location'] } },
    problems: AVATAR_PROBLEMS,
  },
  handle(c, { query: { size, model } }) {
    const { site } = c.var;
    const chosen = modelOrDefault(site, model);
    return redirectToRandom(c, { format: undefined, size, model: chosen });
  },
});

export const getAvatar = route({
  method: 'get',
  path: '/a/:name',
  anyOrigin: true,
  params: { name: fileOfName },
  query,
  documentation: {
    summary:
      'The face of a name as a picture: always the same one, with the traits that you ask for. By the default model, so it changes with a better one; ?model= keeps it.',
    answers: { 200: PICTURE, 304: SAME },
    problems: PROBLEMS,
  },
  handle(c, { params, query: { size, model } }) {
    const { name, format } = readFileOfName(params.name);
    const { site } = c.var;
    const chosen = modelOrDefault(site, model);
    return name === RANDOM
      ? redirectToRandom(c, { format, size, model: chosen })
      : serveAvatar(c, { name, format, size, model: chosen, cache: CACHE_HOUR });
  },
});

function pinnedAvatar(version: AvatarVersion, summary: string) {
  return route({
    method: 'get',
    path: `/a/${version}/:name`,
    anyOrigin: true,
    params: { name: fileOfName },
    query,
    documentation: { summary, answers: { 200: PICTURE, 304: SAME }, problems: PROBLEMS },
    handle(c, { params, query: { size, model } }) {
      const { name, format } = readFileOfName(params.name);
      const { site } = c.var;
      const chosen = model === undefined ? pinnedModel(site, version) : findModelByIdOrTag(site, model);
      return serveAvatar(c, { name, format, size, model: chosen, cache: CACHE_YEAR });
    },
  });
}

export const getAvatarV2 = pinnedAvatar(
  'v2',
  'The same for ever: by the rule and the model of v2, or ?model=.',
);

export const getAvatarV1 = pinnedAvatar(
  'v1',
  'Addresses made before v2, whose faces stay the same too: by the model of v1, or ?model=.',
);
