/** Which faces to draw. */
import { type Face, seedFace } from '../../latent/face.ts';

/** Faces, or seeds or latent vectors of one model: the default model if no tag is given. */
export type DrawRequest =
  | readonly Face[]
  | {
      /** Integers in 0 … 2^53 − 1. */
      readonly seeds: readonly number[];
      readonly model?: string | undefined;
    }
  | {
      /**
       * Vectors z, f32 [latentSize] each, of any finite values. They are drawn as they are: truncation is already
       * applied. Unlike those of a share code they need not be multiples of 1/32.
       */
      readonly latents: readonly Float32Array[];
      readonly model?: string | undefined;
    };

/**
 * @param defaultTag called only where no model is named
 * @throws TypeError for something that is no request, since callers may write JavaScript; RangeError for a seed out of its range or a value of z that is not finite
 */
export async function facesOf(
  request: DrawRequest,
  defaultTag: () => Promise<string>,
): Promise<readonly Face[]> {
  if (isFaces(request)) {
    const wrong = request.findIndex((face) => typeof face?.model !== 'string');
    if (wrong >= 0) {
      const what = shown(request[wrong]);
      throw new TypeError(`faces[${wrong}] is ${what}; seedFace and decodeFace make faces`);
    }
    return request;
  }
  const { seeds, latents }: { seeds?: unknown; latents?: unknown } = request ?? {};
  if (Array.isArray(seeds) === Array.isArray(latents)) {
    throw new TypeError(
      `draw takes a list of faces, { seeds: […] } or { latents: […] }, not ${shown(request)}`,
    );
  }
  const model = request.model ?? (await defaultTag());
  if ('seeds' in request) {
    return request.seeds.map((seed) => seedFace(model, seed));
  }
  return request.latents.map((z, i) => {
    const wrong = z.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new RangeError(`latents[${i}][${wrong}] is ${z[wrong]}`);
    }
    return { model, kind: 'latent', z };
  });
}

/** A value of any type, for a message. */
function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function isFaces(request: DrawRequest): request is readonly Face[] {
  return Array.isArray(request);
}
