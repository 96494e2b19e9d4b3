/** Which faces to draw. */
import { type AvatarModel, avatarFace, conditionedSeed } from '../../latent/avatar.ts';
import { decodeFace } from '../../latent/code/code.ts';
import type { Edit, Face } from '../../latent/face.ts';
import { CLASS_TRAIT } from '../../latent/traits/trait-name.ts';
import type { Traits } from '../../latent/traits/traits.ts';

/** What can be asked of the faces of seeds and names. */
type WithTraits = {
  /** `{ age: 'old', smile: 0.5 }` */
  readonly traits?: Traits | undefined;
  /** The class, of a conditional model: its name, or its number from 0 on where no name is a number. */
  readonly class?: string | number | undefined;
};

/** The model of seeds, names and vectors: the default model if no tag is given. */
type WithModel = { readonly model?: string | undefined };

/** Faces, or what stands for them: one, or a list. */
export type DrawRequest =
  | readonly Face[]
  /** Integers in 0 … 2^53 − 1. */
  | (WithModel & WithTraits & ({ readonly seed: number } | { readonly seeds: readonly number[] }))
  /** Any text of 1 to 256 bytes of UTF-8: with one model a name has the same face always. */
  | (WithModel & WithTraits & ({ readonly name: string } | { readonly names: readonly string[] }))
  /** Share codes, which hold their model's tag. */
  | { readonly code: string }
  | { readonly codes: readonly string[] }
  /**
   * Vectors z, f32 [latentSize] each, of any finite values. They are drawn as they are: truncation is already applied. Unlike
   * those of a share code they need not be multiples of 1/32.
   */
  | (WithModel & ({ readonly latent: Float32Array } | { readonly latents: readonly Float32Array[] }));

/** What has to be known of models to read a request. */
export type RequestModels = {
  /** The tag of the default model. */
  readonly defaultTag: () => Promise<string>;
  /** What gives seeds and names the traits that are asked for. */
  readonly avatarModel: (tag: string) => Promise<AvatarModel>;
};

/** The property for one face, and the one for a list, of each kind of request. */
const KINDS = [
  ['seed', 'seeds'],
  ['name', 'names'],
  ['code', 'codes'],
  ['latent', 'latents'],
] as const;
type Kind = (typeof KINDS)[number][0];

/** Without traits no direction is needed, and no truncation: the seed alone decides. */
const WITHOUT_TRAITS = { latentSize: 0, truncation: 1, directions: [], named: [] } as const;

/**
 * @returns faces as plain data, which a worker can be sent
 * @throws TypeError for something that is no request, since callers may write JavaScript; RangeError for a seed out of its
 *   range, a name that is empty or too long, a trait that the model does not have, or a value of z that is not finite;
 *   CodeError for a damaged share code
 */
export async function facesOf(request: DrawRequest, models: RequestModels): Promise<readonly Face[]> {
  if (isFaces(request)) {
    return request.map((face, i) => plainFace(face, `faces[${i}]`));
  }
  const { kind, values } = wantedOf(request);
  if (kind === 'code') {
    return values.map(({ name, value }) => decodeFace(text(name, value)));
  }
  const { model, traits, class: ofClass }: WithModel & WithTraits = request as WithModel & WithTraits;
  const tag = model ?? (await models.defaultTag());
  if (kind === 'latent') {
    return values.map(({ name, value }) => ({ model: tag, kind: 'latent', z: vector(name, value) }));
  }
  const asked: Traits = { ...traits, ...(ofClass === undefined ? {} : { [CLASS_TRAIT]: ofClass }) };
  const rule = Object.keys(asked).length === 0 ? { ...WITHOUT_TRAITS, tag } : await models.avatarModel(tag);
  return values.map(({ name, value }) =>
    kind === 'name'
      ? avatarFace(text(name, value), asked, rule)
      : conditionedSeed(number(name, value), asked, rule),
  );
}

/** A value of a request, with its name for messages. */
type Wanted = {
  readonly kind: Kind;
  readonly values: readonly { readonly name: string; readonly value: unknown }[];
};

/** @throws TypeError unless it has exactly one kind of value, and traits and a class only where these can be had */
function wantedOf(request: unknown): Wanted {
  const properties: Record<string, unknown> = Object(request);
  const wanted = KINDS.flatMap(([kind, plural]): Wanted[] => {
    const one = properties[kind];
    const list = properties[plural];
    return [
      ...(one === undefined ? [] : [{ kind, values: [{ name: kind, value: one }] }]),
      ...(Array.isArray(list)
        ? [{ kind, values: list.map((value, i) => ({ name: `${plural}[${i}]`, value })) }]
        : []),
    ];
  });
  const [only] = wanted;
  if (only === undefined || wanted.length > 1) {
    const forms = KINDS.flat().join(', ');
    throw new TypeError(
      `draw takes a list of faces, or an object with one of ${forms}; not ${shown(request)}`,
    );
  }
  const { traits, class: ofClass } = properties;
  if (traits !== undefined && (typeof traits !== 'object' || traits === null || Array.isArray(traits))) {
    throw new TypeError(`traits is ${shown(traits)}, not an object such as { age: 'old' }`);
  }
  if (ofClass !== undefined && typeof ofClass !== 'string' && typeof ofClass !== 'number') {
    throw new TypeError(`class is ${shown(ofClass)}, not the name of a class`);
  }
  for (const [name, value] of [
    ['traits go', traits],
    ['a class goes', ofClass],
  ]) {
    if (value !== undefined && only.kind !== 'seed' && only.kind !== 'name') {
      throw new TypeError(`${name} with a seed or a name, a ${only.kind} is a whole face`);
    }
  }
  return only;
}

function text(name: string, value: unknown): string {
  if (typeof value !== 'string') {
    throw new TypeError(`${name} is ${shown(value)}, not a text`);
  }
  return value;
}

function number(name: string, value: unknown): number {
  if (typeof value !== 'number') {
    throw new TypeError(`${name} is ${shown(value)}, not a number`);
  }
  return value;
}

function vector(name: string, value: unknown): Float32Array {
  if (!isVector(value)) {
    throw new TypeError(`${name} is ${shown(value)}, not a Float32Array`);
  }
  const z = Float32Array.from(value);
  const wrong = z.findIndex((component) => !Number.isFinite(component));
  if (wrong >= 0) {
    throw new RangeError(`${name}[${wrong}] is ${z[wrong]}`);
  }
  return z;
}

/**
 * A copy of a face in plain data: a worker cannot be sent the proxies in which Vue and Svelte keep what a page remembers.
 *
 * @param name of the argument, for the message
 * @throws TypeError for something that is no face
 */
export function plainFace(face: unknown, name: string): Face {
  const { model, kind, seed, edits, z, class: ofClass }: Record<string, unknown> = Object(face);
  if (typeof model === 'string' && kind === 'latent' && isVector(z)) {
    return { model, kind, z: Float32Array.from(z) };
  }
  const mayBeClass = ofClass === undefined || typeof ofClass === 'number';
  if (
    typeof model === 'string' &&
    kind === 'seed' &&
    typeof seed === 'number' &&
    areEdits(edits) &&
    mayBeClass
  ) {
    const plain = edits.map(({ direction, amount }) => ({ direction, amount }));
    return { model, kind, seed, edits: plain, ...(ofClass === undefined ? {} : { class: ofClass }) };
  }
  throw new TypeError(`${name} is ${shown(face)}; seedFace and decodeFace make faces`);
}

function areEdits(value: unknown): value is readonly Edit[] {
  return (
    Array.isArray(value) &&
    value.every((edit) => typeof edit?.direction === 'number' && typeof edit.amount === 'number')
  );
}

/** Numbers in an array of either kind. */
function isVector(value: unknown): value is ArrayLike<number> {
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
    // It contains itself or a bigint.
    text = String(value);
  }
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function isFaces(request: DrawRequest): request is readonly Face[] {
  return Array.isArray(request);
}
