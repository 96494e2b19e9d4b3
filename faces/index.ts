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
import { pathToFileURL } from 'node:url';
import { avatarFace, conditionedSeed } from '../latent/avatar.ts';
import { decodeFace } from '../latent/code/code.ts';
import { type Traits, type TraitValue, traitsOf } from '../latent/traits/traits.ts';
import { drawnFace } from './drawn-face.ts';
import { type Model, openModel } from './model.ts';
import type { DrawnFace, KnownTrait } from './types.ts';

export { CodeError } from '../latent/code/code.ts';
export type { Traits, TraitValue } from '../latent/traits/traits.ts';
export { MAX_SIZE, MIN_SIZE } from '../picture/face-sizes.ts';
export type { DrawnFace, KnownTrait, Pixels } from './types.ts';

/** Which model draws: the folder of a published one, by its path or `file:` URL; without it that of the package. */
export type OfModel = { readonly model?: string | undefined };

/** What a face has to have: traits, and `class` of a conditional model; and which model draws it. */
export type Asked = OfModel & { readonly [trait: string]: TraitValue | undefined };

const KERNEL = new URL('./generator.wasm', import.meta.url);
const opened = new Map<string, Model>();

/** Opens a model at its first use: reading and packing its weights takes 0.1 s. */
function open({ model }: OfModel = {}): Model {
  const folder =
    model === undefined
      ? new URL('./model/', import.meta.url)
      : new URL('./', `${model.startsWith('file:') ? model : pathToFileURL(model)}/`);
  const known = opened.get(folder.href) ?? openModel(folder, KERNEL);
  opened.set(folder.href, known);
  return known;
}

function traitsIn({ model: _, ...asked }: Asked): Traits {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/**
 * The face of a name: the same one always and everywhere.
 *
 * @param name any text of 1 to 256 bytes of UTF-8, without regard to white space around it
 * @param asked what the face has to have: a word, or a number from -1 to 1, for each trait; `traits()` lists them. With `model`
 *   another published model draws it, which may be conditional: then `class` is one of `classes()`
 * @throws RangeError for another name, and for traits and classes that the model does not have, with a list of those it has
 */
export function face(name: string, asked: Asked = {}): DrawnFace {
  const model = open(asked);
  return drawnFace(avatarFace(name, traitsIn(asked), model.avatars), model);
}

/**
 * The face of a seed, with traits if any are asked for.
 *
 * @param seed a whole number from 0 to 2^53 − 1
 * @param asked as for `face`
 * @throws RangeError for another seed, and for traits and classes that the model does not have
 */
export function faceOfSeed(seed: number, asked: Asked = {}): DrawnFace {
  const model = open(asked);
  return drawnFace(conditionedSeed(seed, traitsIn(asked), model.avatars), model);
}

/**
 * The face behind a share code: what a link has after `/f/`.
 *
 * @throws CodeError where the code is damaged
 * @throws RangeError where it is of another model
 */
export function faceOfCode(code: string, of: OfModel = {}): DrawnFace {
  const decoded = decodeFace(code);
  const model = open(of);
  const { id, tag } = model.manifest;
  if (decoded.model !== tag) {
    const other = of.model === undefined ? `this package has ${id}` : `this one is ${id}`;
    throw new RangeError(`the share code is of a model with the tag ${decoded.model}, ${other}`);
  }
  return drawnFace(decoded, model);
}

/** The classes of a conditional model; none of others, as of that of the package. */
export function classes(of: OfModel = {}): readonly string[] {
  return open(of).manifest.condition?.classes ?? [];
}

/** The traits of the model. */
export function traits(of: OfModel = {}): KnownTrait[] {
  return traitsOf(open(of).manifest.directions).map(({ name, words }) => ({
    name,
    words: [...words.keys()],
  }));
}

/** The id of the model, such as `face-128-a82bcb`. */
export function modelId(of: OfModel = {}): string {
  return open(of).manifest.id;
}

/** The width and height in pixels that the model draws. */
export function modelSize(of: OfModel = {}): number {
  return open(of).manifest.resolution;
}
