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
    for (const [i, face] of request.entries()) {
      checkFace(face, `faces[${i}]`);
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
    return request.seeds.map((seed, i) => {
      if (typeof seed !== 'number') {
        throw new TypeError(`seeds[${i}] is ${shown(seed)}, not a number`);
      }
      return seedFace(model, seed);
    });
  }
  return request.latents.map((z, i) => {
    if (!isVector(z)) {
      throw new TypeError(`latents[${i}] is ${shown(z)}, not a Float32Array`);
    }
    const wrong = z.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new RangeError(`latents[${i}][${wrong}] is ${z[wrong]}`);
    }
    return { model, kind: 'latent', z };
  });
}

/**
 * @param name of the argument, for the message
 * @throws TypeError for something that is no face
 */
export function checkFace(face: unknown, name: string): asserts face is Face {
  const { model, kind, seed, edits, z }: Record<string, unknown> = Object(face);
  const isComplete =
    (kind === 'seed' && typeof seed === 'number' && Array.isArray(edits)) ||
    (kind === 'latent' && isVector(z));
  if (typeof model !== 'string' || !isComplete) {
    throw new TypeError(`${name} is ${shown(face)}; seedFace and decodeFace make faces`);
  }
}

/** Numbers in an array of either kind. */
function isVector(value: unknown): boolean {
  return Array.isArray(value) || value instanceof Float32Array || value instanceof Float64Array;
}

/** In characters, of a value in a message. */
const LONGEST = 80;

/** A value of any type, for a message. */
function shown(value: unknown): string {
  let text: string;
  try {
    text = typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? String(value));
  } catch {
    // It contains itself, or a bigint.
    text = String(value);
  }
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function isFaces(request: DrawRequest): request is readonly Face[] {
  return Array.isArray(request);
}
