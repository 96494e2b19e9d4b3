/** `GET /9.x/STYLE/png?seed=alice`: for software that asks DiceBear for avatars, in the form of its HTTP API. */
import * as v from 'valibot';
import type { Manifest } from '../../latent/model/manifest.ts';
import { AVATAR_SIZE } from '../../picture/face-sizes.ts';
import { AVATAR_PROBLEMS, nameSchema, openAvatar, readFittingTraits } from '../avatar.ts';
import { PICTURE_PROBLEMS, picturePath, readFacePicture } from '../drawing/face-picture.ts';
import { faceSvg, type SvgOptions } from '../drawing/face-svg.ts';
import { FORMAT_TYPES, type Format } from '../drawing/formats.ts';
import type { WorkerContext } from '../env.ts';
import { codeSchema } from '../face.ts';
import { CACHE_HOUR } from '../http/cache-control.ts';
import { notModified } from '../http/entity-tag.ts';
import { parse } from '../http/validate.ts';
import { modelOrDefault, modelSchema } from '../requested-model.ts';
import { NOT_MODIFIED, route } from '../route.ts';
import { sha256Hex } from '../sha256.ts';
import { modelIdSchema, urlSchema } from './answer-schemas.ts';
import { lenientSize, serveAvatar } from './avatars.ts';

/** The formats that are pictures alone, by the last segment of the path. */
const RASTER = { png: 'png', webp: 'webp', jpg: 'jpeg', jpeg: 'jpeg' } as const satisfies Record<
  string,
  Format
>;

/** In pixels, of the picture inside an SVG that has no size. */
const SVG_PICTURE_SIZE = 256;

/** From this version on a scale of 1 is the whole picture; before it, 100 is. */
const FIRST_VERSION_WITH_RATIO = 10;

const MAX_SCALE = 200;

function numberIn(min: number, max: number) {
  const message = `has to be a number in ${min} … ${max}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,4}(\.\d{1,4})?$/, message),
    v.transform(Number),
    v.number(),
    v.minValue(min, message),
    v.maxValue(max, message),
  );
}

const COLOUR = '(?:transparent|#?(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8}))';
const colourSchema = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^${COLOUR}(?:,${COLOUR})*$`, 'i'),
    'has to be transparent or a colour in hexadecimal digits',
  ),
  v.description('Of several colours the first.'),
);

const FLIPS = ['true', 'false', 'none', 'horizontal', 'vertical', 'both'] as const;

const query = {
  seed: v.optional(v.pipe(v.string(), v.description('The name; by default that of the style.'))),
  size: lenientSize,
  model: modelSchema,
  radius: v.optional(
    v.pipe(numberIn(0, 50), v.description('Of svg and json: rounds the corners, in percent.')),
  ),
  borderRadius: v.optional(v.pipe(numberIn(0, 50), v.description('As radius.'))),
  flip: v.optional(
    v.pipe(v.picklist(FLIPS, `has to be ${FLIPS.join(', ')}`), v.description('Of svg and json.')),
  ),
  scale: v.optional(v.pipe(numberIn(0, MAX_SCALE), v.description('Of svg and json.'))),
  backgroundColor: v.optional(colourSchema),
};

type Query = v.InferOutput<v.ObjectSchema<typeof query, undefined>>;

const jsonAnswer = v.object({
  svg: v.string(),
  extra: v.object({ code: codeSchema, model: modelIdSchema, url: urlSchema, picture: urlSchema }),
});

/** In some versions of DiceBear it is true, for horizontal, or false. */
function flipOf(flip: Query['flip'] = 'none'): SvgOptions['flip'] {
  if (flip === 'true') {
    return 'horizontal';
  }
  return flip === 'false' ? 'none' : flip;
}

function svgOptions(
  version: number,
  { size, radius, borderRadius, flip, scale, backgroundColor }: Query,
): SvgOptions {
  const [colour = 'transparent'] = backgroundColor?.split(',') ?? [];
  const whole = version < FIRST_VERSION_WITH_RATIO ? 100 : 1;
  return {
    size,
    radius: radius ?? borderRadius ?? 0,
    flip: flipOf(flip),
    scale: (scale ?? whole) / whole,
    backgroundColor: colour === 'transparent' ? undefined : colour.replace('#', ''),
  };
}

/** The face as an SVG, or as a JSON document with it. */
async function serveSvg(
  c: WorkerContext,
  name: string,
  model: Manifest,
  format: 'svg' | 'json',
  options: SvgOptions,
): Promise<Response> {
  const { code, opened } = await openAvatar(c.var.site, name, model, readFittingTraits(c, model));
  const picture = { size: options.size ?? SVG_PICTURE_SIZE, format: 'jpeg' } as const;
  const svg = faceSvg(await readFacePicture(c, code, opened, picture), code, options);
  const at = (path: string) => new URL(path, c.req.url).href;
  const json: v.InferOutput<typeof jsonAnswer> = {
    svg,
    extra: {
      code,
      model: opened.model.id,
      url: at(`/f/${code}`),
      picture: at(picturePath(code, { size: picture.size, format: 'png' })),
    },
  };
  const body = format === 'svg' ? svg : JSON.stringify(json);
  const headers = {
    'Cache-Control': CACHE_HOUR,
    ETag: `"${await sha256Hex(body)}"`,
    Link: `</f/${code}>; rel="alternate"; type="text/html"`,
  };
  const type = format === 'svg' ? 'image/svg+xml' : 'application/json';
  return (
    notModified(c.req.raw, headers) ?? new Response(body, { headers: { ...headers, 'Content-Type': type } })
  );
}

export const getDicebear = route({
  method: 'get',
  path: '/:version{[0-9]+\\.x}/:style/:format',
  anyOrigin: true,
  params: {
    version: v.pipe(v.string(), v.description('Any version, such as 9.x.')),
    style: v.pipe(v.string(), v.description('Any name: all are faces here.')),
    format: v.picklist(
      [...(Object.keys(RASTER) as (keyof typeof RASTER)[]), 'svg', 'json'],
      'has to be png, webp, jpg, svg or json',
    ),
  },
  query,
  documentation: {
    summary:
      'The face of a seed, as DiceBear’s HTTP API is asked: the same as /a/SEED. SVG and JSON have the face as a picture inside.',
    answers: {
      200: {
        meaning: 'The picture.',
        types: [...Object.values(FORMAT_TYPES), 'image/svg+xml', 'application/json'],
        schema: jsonAnswer,
        headers: ['Cache-Status', 'Content-Location', 'Link'],
      },
      304: { ...NOT_MODIFIED, headers: ['Content-Location', 'Link'] },
    },
    problems: [...AVATAR_PROBLEMS, ...PICTURE_PROBLEMS],
    exampleQuery: 'seed=alice&size=128',
  },
  handle(c, { params: { version, style, format }, query: asked }) {
    const name = parse(v.object({ seed: nameSchema }), { seed: asked.seed || style }, 'query').seed;
    const model = modelOrDefault(c.var.site, asked.model);
    if (format === 'svg' || format === 'json') {
      return serveSvg(c, name, model, format, svgOptions(Number.parseInt(version, 10), asked));
    }
    const { size = AVATAR_SIZE } = asked;
    // Styles have options that are called like traits, such as hair=long01.
    const traits = readFittingTraits(c, model);
    return serveAvatar(c, { name, format: RASTER[format], size, model, traits, cache: CACHE_HOUR });
  },
});
