/** `GET /healthz`: whether the site works. */
import * as v from 'valibot';
import { NO_STORE } from '../http/cache-control.ts';
import { isDatabaseAnswering } from '../links/store.ts';
import { jsonAnswer, route } from '../route.ts';
import { countSchema, modelIdSchema } from './answer-schemas.ts';

const healthAnswer = v.object({
  status: v.picklist(['ok', 'degraded']),
  default: modelIdSchema,
  models: countSchema,
  links: v.picklist(['ok', 'unavailable']),
});

export const getHealth = route({
  method: 'get',
  path: '/healthz',
  documentation: {
    summary: 'Whether the site works.',
    answers: {
      200: jsonAnswer('Everything works.', healthAnswer),
      503: jsonAnswer('The site answers, but the parts that are named do not work.', healthAnswer),
    },
    problems: [],
  },
  async handle(c) {
    const { defaultModel, models } = c.var.site;
    const works = await isDatabaseAnswering(c.env.LINKS);
    const body: v.InferOutput<typeof healthAnswer> = {
      status: works ? 'ok' : 'degraded',
      default: defaultModel.id,
      models: models.size,
      links: works ? 'ok' : 'unavailable',
    };
    return c.json(body, works ? 200 : 503, { 'Cache-Control': NO_STORE });
  },
});
