/** `GET /api/faces/CODE`: what a share code holds, and the latent vector it stands for. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { CodeError, decodeFace, findModel, UnknownModelError } from '../latent/code.ts';
import { decodeDirections } from '../latent/directions.ts';
import { type Face, latentFromFace } from '../latent/face.ts';
import type { Manifest } from '../latent/manifest.ts';
import type { faceAnswer } from './api/answers.ts';
import type { Edge } from './edge.ts';
import { Problem } from './problem.ts';
import { fetchPlain, openSite, type Site } from './site.ts';
import { validate } from './validate.ts';

/** Longer than the code of any published model's z, and far below what a URL may have. */
const LONGEST_CODE = 4096;

export const codeSchema = v.pipe(
  v.string(),
  v.maxLength(LONGEST_CODE, `a share code has at most ${LONGEST_CODE} characters`),
  v.description('A share code: what a link has after /f/.'),
);

const codePath = v.object({ code: codeSchema });

/** A code says the same for ever; a day bounds how long a mistake of ours would last. */
export const LASTING = 'public, max-age=86400';

export type OpenedFace = {
  readonly face: Face;
  readonly model: Manifest;
  /** f32 [latentSize], bit for bit the one that every device draws the face from. */
  readonly z: Float32Array;
};

const directionsOf = new WeakMap<Manifest, readonly Float32Array[]>();

/** The model's directions, f32 [latentSize] each, read once in an isolate; none where it has none. */
async function readDirections(
  assets: Fetcher,
  site: Site,
  model: Manifest,
): Promise<readonly Float32Array[]> {
  const known = directionsOf.get(model);
  if (known !== undefined) {
    return known;
  }
  const name = model.files.find(({ role }) => role === 'directions')?.name;
  const path = `/models/${model.id}/${name}`;
  const file = site.files.get(path);
  if (file === undefined) {
    return [];
  }
  const buffer = await new Response(await fetchPlain(assets, path, file)).arrayBuffer();
  const directions = decodeDirections(buffer, model.latentSize);
  directionsOf.set(model, directions);
  return directions;
}

function decode(code: string): Face {
  try {
    return decodeFace(code);
  } catch (cause) {
    if (!(cause instanceof CodeError)) {
      throw cause;
    }
    const { reason, byte } = cause;
    const intact = reason === 'version' || reason === 'kind';
    throw new Problem(
      intact ? 'unsupported-code' : 'damaged-code',
      `The share code has a fault at ${cause.message}.`,
      {
        extension: { reason, byte },
        cause,
      },
    );
  }
}

function modelOf(site: Site, face: Face): Manifest {
  try {
    return findModel(site.models.values(), face.model);
  } catch (cause) {
    if (!(cause instanceof UnknownModelError)) {
      throw cause;
    }
    throw new Problem(
      'unknown-model',
      `The share code is of a model with the tag ${cause.tag}, which is not among those here.`,
      {
        extension: { tag: cause.tag },
        cause,
      },
    );
  }
}

/**
 * The face behind a share code.
 *
 * @throws Problem `damaged-code`, `unsupported-code`, `unknown-model` or `unfit-code`
 */
export async function openFace(assets: Fetcher, site: Site, input: string): Promise<OpenedFace> {
  const { code } = validate(codePath, { code: input }, 'path');
  const face = decode(code);
  const model = modelOf(site, face);
  const edited = face.kind === 'seed' && face.edits.length > 0;
  const directions = edited ? await readDirections(assets, site, model) : [];
  try {
    const { latentSize, prior } = model;
    return { face, model, z: latentFromFace(face, { latentSize, truncation: prior.truncation, directions }) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) {
      throw cause;
    }
    throw new Problem('unfit-code', `The share code is of ${model.id}, but ${cause.message}.`, { cause });
  }
}

export const faces = new Hono<Edge>().get('/:code', async (c) => {
  const code = c.req.param('code');
  const { face, model, z } = await openFace(c.env.ASSETS, await openSite(c.env.ASSETS), code);
  const seed = face.kind === 'seed' ? face.seed : null;
  const edits = face.kind === 'seed' ? face.edits : [];
  const url = new URL(`/f/${code}`, c.req.url).href;
  const body: v.InferOutput<typeof faceAnswer> = {
    code,
    url,
    model: model.id,
    kind: face.kind,
    seed,
    edits: [...edits],
    z: Array.from(z),
  };
  return c.json(body, 200, { 'Cache-Control': LASTING });
});
