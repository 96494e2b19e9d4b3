/** From a share code to the face that a route draws or describes. */
import * as v from 'valibot';
import { CodeError, decodeFace, findModel, UnknownModelError } from '../latent/code/code.ts';
import { decodeDirections } from '../latent/directions.ts';
import { type Face, latentFromFace, latentModel } from '../latent/face.ts';
import type { Manifest } from '../latent/model/manifest.ts';
import { Problem, type ProblemName } from './http/problem.ts';
import { onceInIsolate } from './once-in-isolate.ts';
import { type BuiltSite, readModelFile } from './site/built-site.ts';

/** In characters: longer than the code of any published model's z, and far below what a URL may have. */
const MAX_CODE_LENGTH = 4096;

export const codeSchema = v.pipe(
  v.string(),
  v.maxLength(MAX_CODE_LENGTH, `a share code has at most ${MAX_CODE_LENGTH} characters`),
  v.description('A share code: what a link has after /f/.'),
);

/** What can be wrong with a share code: what `codeSchema` and `openFace` refuse. */
export const CODE_PROBLEMS: readonly ProblemName[] = [
  'invalid-request',
  'damaged-code',
  'unsupported-code',
  'unfit-code',
  'unknown-model',
];

export type OpenedFace = {
  readonly face: Face;
  readonly model: Manifest;
  /** f32 [latentSize], bit for bit the one that every device draws the face from. */
  readonly z: Float32Array;
};

/** The model's directions, f32 [latentSize] each; none where it has none. */
export const readDirections = onceInIsolate(
  async (model: Manifest, site: BuiltSite): Promise<readonly Float32Array[]> => {
    const buffer = await readModelFile(site, model, 'directions');
    return buffer === undefined ? [] : decodeDirections(buffer, model.latentSize);
  },
);

function decode(code: string): Face {
  try {
    return decodeFace(code);
  } catch (cause) {
    if (!(cause instanceof CodeError)) {
      throw cause;
    }
    const { reason, byte, isNewer } = cause;
    throw new Problem(
      isNewer ? 'unsupported-code' : 'damaged-code',
      `The share code has a fault at ${cause.message}.`,
      { extension: { reason, byte }, cause },
    );
  }
}

function modelOf(site: BuiltSite, face: Face): Manifest {
  try {
    return findModel(site.models.values(), face.model);
  } catch (cause) {
    if (!(cause instanceof UnknownModelError)) {
      throw cause;
    }
    throw new Problem(
      'unknown-model',
      `The share code is of a model with the tag ${cause.tag}, which is not among those here.`,
      { extension: { tag: cause.tag }, cause },
    );
  }
}

/**
 * The face behind a share code.
 *
 * @throws Problem `damaged-code`, `unsupported-code`, `unknown-model` or `unfit-code`
 */
export async function openFace(site: BuiltSite, code: string): Promise<OpenedFace> {
  const face = decode(code);
  const model = modelOf(site, face);
  const edited = face.kind === 'seed' && face.edits.length > 0;
  const directions = edited ? await readDirections(model, site) : [];
  try {
    return { face, model, z: latentFromFace(face, latentModel(model, directions)) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) {
      throw cause;
    }
    throw new Problem('unfit-code', `The share code is of ${model.id}, but ${cause.message}.`, { cause });
  }
}
