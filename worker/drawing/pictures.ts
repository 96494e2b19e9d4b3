/** `GET /f/CODE.png?size=` and `GET /f/CODE/card.png`: the face, drawn here. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { encodePng, type Pixels } from '../../picture/png.ts';
import { resample } from '../../picture/resample.ts';
import type { Edge, EdgeContext } from '../edge.ts';
import { type OpenedFace, openFace } from '../faces.ts';
import { openSite, type Site } from '../site.ts';
import { queryOf, validate, wholeNumber } from '../validate.ts';
import { drawCard } from './card.ts';
import { deflate } from './deflate.ts';
import { openDraw } from './generators.ts';
import { servePicture } from './kept.ts';
import { LARGEST_SIZE, LEAST_SIZE } from './sizes.ts';

export const pictureQuery = v.strictObject({
  size: v.optional(
    v.pipe(
      wholeNumber(LEAST_SIZE, LARGEST_SIZE),
      v.description('The edge in pixels; that of the model, at least 64, where it is left out.'),
    ),
  ),
});

const SUFFIX = '.png';

/** The face as its model draws it. */
async function drawFace(c: EdgeContext, site: Site, { model, z }: OpenedFace): Promise<Pixels> {
  const draw = await openDraw(c, site, model);
  const edge = model.resolution;
  return { width: edge, height: edge, data: draw(z) };
}

export const pictures = new Hono<Edge>()
  .get('/:picture{[^/]+\\.png}', async (c) => {
    const code = c.req.param('picture').slice(0, -SUFFIX.length);
    const { size: wanted } = validate(pictureQuery, queryOf(c), 'query');
    const site = await openSite(c.env.ASSETS);
    const face = await openFace(c.env.ASSETS, site, code);
    const size = wanted ?? Math.min(Math.max(face.model.resolution, LEAST_SIZE), LARGEST_SIZE);
    return servePicture(c, `${code}.png?size=${size}`, async () => {
      const drawn = await drawFace(c, site, face);
      return encodePng(size === drawn.width ? drawn : resample(drawn, size, size), deflate);
    });
  })
  .get('/:code/card.png', async (c) => {
    validate(v.strictObject({}), queryOf(c), 'query');
    const code = c.req.param('code');
    const site = await openSite(c.env.ASSETS);
    const face = await openFace(c.env.ASSETS, site, code);
    return servePicture(c, `${code}/card.png`, async () =>
      encodePng(drawCard(await drawFace(c, site, face)), deflate),
    );
  });
