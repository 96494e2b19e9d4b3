/** Generators that are open in this isolate. */
import module from '../../dist/kernel/generator.wasm';
import { type DrawFace, openGenerator } from '../../kernel/generator.ts';
import { planOf, UndrawableError } from '../../kernel/plan.ts';
import { readWeights } from '../../kernel/weights.ts';
import type { Manifest } from '../../latent/manifest.ts';
import type { EdgeContext } from '../edge.ts';
import { Problem } from '../problem.ts';
import { fetchPlain, type Site } from '../site.ts';
import { singleFlight } from './single-flight.ts';

/** Each takes some 10 to 20 MB, of the 128 MB that an isolate may have. */
const MOST_OPEN = 3;

/** By model id, the one used last at the end. */
const open = new Map<string, DrawFace>();
const flight = singleFlight<DrawFace>();

/**
 * The generator of a published model.
 *
 * @throws Problem `not-drawable` where the model is one that the edge has no weights or no kernel for
 */
export async function openDraw(c: EdgeContext, site: Site, model: Manifest): Promise<DrawFace> {
  const draw = open.get(model.id) ?? (await flight(model.id, c.executionCtx, () => readDraw(c, site, model)));
  open.delete(model.id);
  open.set(model.id, draw);
  for (const oldest of open.keys()) {
    if (open.size <= MOST_OPEN) {
      break;
    }
    open.delete(oldest);
  }
  return draw;
}

async function readDraw(c: EdgeContext, site: Site, model: Manifest): Promise<DrawFace> {
  const weights = model.files.find(({ role }) => role === 'weights');
  const path = `/models/${model.id}/${weights?.name}`;
  const file = site.files.get(path);
  if (file === undefined) {
    throw notDrawable(model, 'it has no weights for the edge');
  }
  try {
    const plan = planOf(model);
    const buffer = await new Response(await fetchPlain(c.env.ASSETS, path, file)).arrayBuffer();
    const read = readWeights(
      buffer,
      plan.map(({ name }) => name),
    );
    return openGenerator({ module, plan, weights: read, latentSize: model.latentSize });
  } catch (cause) {
    if (!(cause instanceof UndrawableError)) {
      throw cause;
    }
    throw notDrawable(model, cause.message, cause);
  }
}

function notDrawable(model: Manifest, why: string, cause?: unknown): Problem {
  return new Problem('not-drawable', `${model.id} is drawn on devices only: ${why}.`, { cause });
}

/** Whether links to the model's faces may promise a picture. */
export function isDrawable(model: Manifest): boolean {
  if (!model.files.some(({ role }) => role === 'weights')) {
    return false;
  }
  try {
    return planOf(model).length > 0;
  } catch (error) {
    if (error instanceof UndrawableError) {
      return false;
    }
    throw error;
  }
}
