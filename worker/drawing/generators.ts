/** Generators that are open in this isolate. */
import module from '../../dist/kernel/generator.wasm';
import { readGenerator } from '../../kernel/draw.ts';
import type { DrawFace } from '../../kernel/generator.ts';
import { planOf, UndrawableError } from '../../kernel/plan.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import type { WorkerContext } from '../env.ts';
import { Problem } from '../http/problem.ts';
import { readModelFile } from '../site/built-site.ts';
import { singleFlight } from './single-flight.ts';

/** Each takes some 10 to 20 MB, of the 128 MB that an isolate may have. */
const MAX_OPEN = 3;

/** By model id, the one used last at the end. */
const open = new Map<string, DrawFace>();
const flight = singleFlight<DrawFace>();

/**
 * The generator of a published model.
 *
 * @throws Problem `not-drawable` where the edge has no weights of the model or no kernel for it
 */
export async function generatorFor(c: WorkerContext, model: Manifest): Promise<DrawFace> {
  const draw = open.get(model.id) ?? (await flight(model.id, c.executionCtx, () => load(c, model)));
  open.delete(model.id);
  open.set(model.id, draw);
  for (const oldest of open.keys()) {
    if (open.size <= MAX_OPEN) {
      break;
    }
    open.delete(oldest);
  }
  return draw;
}

async function load(c: WorkerContext, model: Manifest): Promise<DrawFace> {
  const weights = await readModelFile(c.var.site, model, 'weights');
  if (weights === undefined) {
    throw notDrawable(model, 'it has no weights for the edge');
  }
  try {
    return readGenerator(module, model, weights);
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
