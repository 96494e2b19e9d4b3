/**
 * `@dareka/faces`: a face for every name, for Node, Deno and Bun. The model is in the package, and nothing is fetched. A face is
 * the same, bit for bit, as in every browser and on every site with this model.
 *
 * @example
 * import { writeFileSync } from 'node:fs';
 * import { face } from '@dareka/faces';
 *
 * writeFileSync('alice.png', face('alice', { age: 'old', glasses: 'yes' }).png(256));
 */
import { avatarFace, conditionedSeed } from '../latent/avatar.ts';
import { decodeFace } from '../latent/code.ts';
import { type Traits, traitsOf } from '../latent/traits.ts';
import { drawnFace } from './drawn-face.ts';
import { type Model, openModel } from './model.ts';
import type { DrawnFace, KnownTrait } from './types.ts';

export { CodeError } from '../latent/code.ts';
export type { Traits, TraitValue } from '../latent/traits.ts';
export { MAX_SIZE, MIN_SIZE } from '../picture/face-sizes.ts';
export type { DrawnFace, KnownTrait, Pixels } from './types.ts';

let opened: Model | undefined;

/** Opens the model at the first use: reading and packing its weights takes 0.1 s. */
function model(): Model {
  opened ??= openModel(new URL('./model/', import.meta.url), new URL('./generator.wasm', import.meta.url));
  return opened;
}

/**
 * The face of a name: the same one always and everywhere.
 *
 * @param name any text of 1 to 256 bytes of UTF-8, without regard to white space around it
 * @param traits what the face has to have: a word, or a number from -1 to 1, for each; `traits()` lists them
 * @throws RangeError for another name, and for traits that the model does not have, with a list of those it has
 */
export function face(name: string, traits: Traits = {}): DrawnFace {
  return drawnFace(avatarFace(name, traits, model().avatars), model());
}

/**
 * The face of a seed, with traits if any are asked for.
 *
 * @param seed a whole number from 0 to 2^53 − 1
 * @throws RangeError for another seed, and for traits that the model does not have
 */
export function faceOfSeed(seed: number, traits: Traits = {}): DrawnFace {
  return drawnFace(conditionedSeed(seed, traits, model().avatars), model());
}

/**
 * The face behind a share code: what a link has after `/f/`.
 *
 * @throws CodeError where the code is damaged
 * @throws RangeError where it is of another model
 */
export function faceOfCode(code: string): DrawnFace {
  const decoded = decodeFace(code);
  const { id, tag } = model().manifest;
  if (decoded.model !== tag) {
    throw new RangeError(
      `the share code is of a model with the tag ${decoded.model}, this package has ${id}`,
    );
  }
  return drawnFace(decoded, model());
}

/** The traits of the model. */
export function traits(): KnownTrait[] {
  return traitsOf(model().manifest.directions).map(({ name, words }) => ({ name, words: [...words.keys()] }));
}

/** The id of the model, such as `face-128-a82bcb`. */
export function modelId(): string {
  return model().manifest.id;
}

/** The width and height in pixels that the model draws. */
export function modelSize(): number {
  return model().manifest.resolution;
}
