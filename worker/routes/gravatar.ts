/** `GET /avatar/HASH?s=80`: for software that asks Gravatar or Libravatar for avatars, and has a setting for the address. */
import * as v from 'valibot';
import { AVATAR_PROBLEMS } from '../avatar.ts';
import { PICTURE_PROBLEMS } from '../drawing/face-picture.ts';
import { FORMAT_TYPES, splitFormat } from '../drawing/formats.ts';
import { CACHE_HOUR } from '../http/cache-control.ts';
import { parse } from '../http/validate.ts';
import { modelOrDefault, modelSchema } from '../requested-model.ts';
import { answer, NOT_MODIFIED, route } from '../route.ts';
import { lenientSize, serveAvatar } from './avatars.ts';

/** Gravatar's, in pixels. */
const DEFAULT_SIZE = 80;

/** MD5 or SHA-256 of an e-mail address. */
const hashSchema = v.pipe(
  v.string(),
  v.regex(
    /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/i,
    'has to be the MD5 or SHA-256 of an e-mail address, in hexadecimal digits',
  ),
  v.toLowerCase(),
);

export const getGravatar = route({
  method: 'get',
  path: '/avatar/:hash',
  anyOrigin: true,
  params: {
    hash: v.pipe(
      v.string(),
      v.description('The MD5 or SHA-256 of an e-mail address, and .png, .webp or .jpg or nothing.'),
    ),
  },
  query: { s: lenientSize, size: lenientSize, model: modelSchema },
  documentation: {
    summary:
      'The face of an e-mail address, as Gravatar and Libravatar are asked: the same as /a/HASH. There is always one, so that d, f and r change nothing.',
    answers: {
      200: {
        ...answer('The picture.', ...Object.values(FORMAT_TYPES)),
        headers: ['Cache-Status', 'Content-Location', 'Link'],
      },
      304: { ...NOT_MODIFIED, headers: ['Content-Location', 'Link'] },
    },
    problems: [...AVATAR_PROBLEMS, ...PICTURE_PROBLEMS],
  },
  handle(c, { params, query: { s, size = DEFAULT_SIZE, model: named } }) {
    const [stem, format] = splitFormat(params.hash);
    const { hash } = parse(v.object({ hash: hashSchema }), { hash: stem }, 'path');
    const model = modelOrDefault(c.var.site, named);
    return serveAvatar(c, { name: hash, format, size: s ?? size, model, cache: CACHE_HOUR });
  },
});
