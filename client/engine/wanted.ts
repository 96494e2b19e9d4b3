/** The ways to say which faces to draw. */
import { type Face, seedFace } from '../../latent/face.ts';

/** Faces as they are; or seeds, or latent vectors, of a model named by its tag, the default one where none is. */
export type Wanted =
  | readonly Face[]
  | {
      /** Integers in 0 … 2^53 − 1. */
      readonly seeds: readonly number[];
      readonly model?: string | undefined;
    }
  | {
      /**
       * Vectors z, f32 [latentSize] each, of any finite values, drawn as they are: truncation is in them already.
       * Unlike those of a share code they need not be multiples of 1/32.
       */
      readonly latents: readonly Float32Array[];
      readonly model?: string | undefined;
    };

/**
 * @param defaultTag asked only where no model is named
 * @throws RangeError for a seed out of its range or a value of z that is not finite
 */
export async function facesOf(wanted: Wanted, defaultTag: () => Promise<string>): Promise<readonly Face[]> {
  if (isFaces(wanted)) {
    return wanted;
  }
  const model = wanted.model ?? (await defaultTag());
  if ('seeds' in wanted) {
    return wanted.seeds.map((seed) => seedFace(model, seed));
  }
  return wanted.latents.map((z, i) => {
    const wrong = z.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new RangeError(`latents[${i}][${wrong}] is ${z[wrong]}`);
    }
    return { model, kind: 'latent', z };
  });
}

function isFaces(wanted: Wanted): wanted is readonly Face[] {
  return Array.isArray(wanted);
}
