/** `GET /f/CODE.png?size=`, `.webp` and `.jpg`, and `GET /f/CODE/card.png`, likewise: the face, drawn here. */
import * as v from 'valibot';
import { subjectOf } from '../../latent/condition/condition-words.ts';
import { MAX_SIZE, MIN_SIZE } from '../../picture/face-sizes.ts';
import { drawCard } from '../drawing/card.ts';
import { openCardTemplate, openPlainCardTemplate } from '../drawing/card-template.ts';
import { encoderFor } from '../drawing/encoders.ts';
import { faceFor, markOf, PICTURE_PROBLEMS, serveFacePicture } from '../drawing/face-picture.ts';
import { FORMAT_TYPES, type Format, splitFormat } from '../drawing/formats.ts';
import { servePicture } from '../drawing/picture-cache.ts';
import { ownSizeOf } from '../drawing/sizes.ts';
import { CODE_PROBLEMS, codeSchema, openFace } from '../face.ts';
import type { ProblemName } from '../http/problem.ts';
import { wholeNumber } from '../http/validate.ts';
import { answer, NOT_MODIFIED, route } from '../route.ts';

const PROBLEMS: readonly ProblemName[] = [...CODE_PROBLEMS, ...PICTURE_PROBLEMS];

/** The picture in a format. */
function pictureRoute(format: Format, suffix: string) {
  return route({
    method: 'get',
    path: `/f/:code{[^/]+\\${suffix}}`,
    anyOrigin: true,
    params: {
      code: v.pipe(
        v.string(),
        v.transform((file) => splitFormat(file)[0]),
        codeSchema,
      ),
    },
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
        200: { ...answer('The picture.', FORMAT_TYPES[format]), headers: ['Cache-Status'] },
        304: NOT_MODIFIED,
      },
      problems: PROBLEMS,
    },
    async handle(c, { params: { code }, query }) {
      const opened = await openFace(c.var.site, code);
      return serveFacePicture(c, code, opened, { size: query.size ?? ownSizeOf(opened.model), format });
    },
  });
}

export const getPng = pictureRoute('png', '.png');
export const getWebp = pictureRoute('webp', '.webp');
export const getJpeg = pictureRoute('jpeg', '.jpe?g');

/** The card in a format. */
function cardRoute(format: Format, suffix: string) {
  return route({
    method: 'get',
    path: `/f/:code/card${suffix}`,
    anyOrigin: true,
    params: { code: codeSchema },
    documentation: {
      summary: 'The face on a card of 1200 × 630 pixels, for link previews.',
      answers: {
        200: { ...answer('The card.', FORMAT_TYPES[format]), headers: ['Cache-Status'] },
        304: NOT_MODIFIED,
      },
      problems: PROBLEMS,
    },
    async handle(c, { params: { code } }) {
      const opened = await openFace(c.var.site, code);
      const { drawingHashes } = c.var.site;
      const isPerson = subjectOf(opened.model.condition) === 'person';
      const hash = isPerson ? drawingHashes.card : drawingHashes.plainCard;
      const card = { name: `${code}/card${suffix}`, type: FORMAT_TYPES[format], hash, inR2: true };
      return servePicture(c, card, async () => {
        const openTemplate = isPerson ? openCardTemplate : openPlainCardTemplate;
        return drawCard(
          await faceFor(c, opened, opened.model.resolution),
          await openTemplate(c.var.site),
          await encoderFor(format),
          markOf(code, opened),
        );
      });
    },
  });
}

export const getPngCard = cardRoute('png', '.png');
export const getWebpCard = cardRoute('webp', '.webp');
export const getJpegCard = cardRoute('jpeg', '.jpg');
