/** `GET /f/CODE.png?size=` and `GET /f/CODE/card.png`: the face, drawn here. */
import * as v from 'valibot';
import type { Pixels } from '../../picture/png.ts';
import { drawCard } from '../drawing/card.ts';
import { openCardTemplate } from '../drawing/card-template.ts';
import { drawFace, drawPicture } from '../drawing/draw.ts';
import { generatorFor } from '../drawing/generators.ts';
import { servePicture } from '../drawing/picture-cache.ts';
import { MAX_SIZE, MIN_SIZE, USUAL_SIZES } from '../drawing/sizes.ts';
import type { WorkerContext } from '../env.ts';
import { CODE_PROBLEMS, codeSchema, type OpenedFace, openFace } from '../face.ts';
import type { ProblemName } from '../http/problem.ts';
import { wholeNumber } from '../http/validate.ts';
import { answer, NOT_MODIFIED, route } from '../route.ts';

const SUFFIX = '.png';

const fileOfCode = v.pipe(
  v.string(),
  v.transform((name) => name.slice(0, -SUFFIX.length)),
  codeSchema,
);

const PROBLEMS: readonly ProblemName[] = [...CODE_PROBLEMS, 'not-drawable', 'too-many-requests'];

/** The face, large enough for a picture that is `size` pixels wide. */
async function faceFor(c: WorkerContext, { model, z }: OpenedFace, size: number): Promise<Pixels> {
  return drawFace(await generatorFor(c, model), model, z, size);
}

export const getPicture = route({
  method: 'get',
  path: '/f/:code{[^/]+\\.png}',
  anyOrigin: true,
  params: { code: fileOfCode },
  query: {
    size: v.optional(
      v.pipe(
        wholeNumber(MIN_SIZE, MAX_SIZE),
        v.description('The width in pixels; by default that of the model, at least 64.'),
      ),
    ),
  },
  documentation: {
    summary: `The face as a picture, ${MIN_SIZE} to ${MAX_SIZE} pixels wide. It is drawn once, then stored; it never changes.`,
    answers: {
      200: { ...answer('The picture.', 'image/png'), headers: ['Cache-Status'] },
      304: NOT_MODIFIED,
    },
    problems: PROBLEMS,
  },
  async handle(c, { params: { code }, query }) {
    const opened = await openFace(c.var.site, code);
    const size = query.size ?? Math.min(Math.max(opened.model.resolution, MIN_SIZE), MAX_SIZE);
    const name = `${code}.png?size=${size}`;
    const picture = { name, hash: c.var.site.drawingHashes.face, keep: USUAL_SIZES.includes(size) };
    return servePicture(c, picture, async () => drawPicture(await faceFor(c, opened, size), size));
  },
});

export const getCard = route({
  method: 'get',
  path: '/f/:code/card.png',
  anyOrigin: true,
  params: { code: codeSchema },
  documentation: {
    summary: 'The face on a card of 1200 × 630 pixels, for link previews.',
    answers: { 200: { ...answer('The card.', 'image/png'), headers: ['Cache-Status'] }, 304: NOT_MODIFIED },
    problems: PROBLEMS,
  },
  async handle(c, { params: { code } }) {
    const opened = await openFace(c.var.site, code);
    const name = `${code}/card.png`;
    return servePicture(c, { name, hash: c.var.site.drawingHashes.card, keep: true }, async () =>
      drawCard(await faceFor(c, opened, opened.model.resolution), await openCardTemplate(c.var.site)),
    );
  },
});
