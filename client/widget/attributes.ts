/** The attributes of a `<dareka-face>` that say which face it shows. */
import { decodeFace } from '../../latent/code/code.ts';
import { type Face, type SeedFace, seedFace } from '../../latent/face.ts';
import { directionKey } from '../../latent/traits/direction-name.ts';
import { CLASS_TRAIT, traitNamed } from '../../latent/traits/trait-name.ts';
import type { Avatar } from './avatar.ts';
import { FaceError } from './failure.ts';

export type FaceAttributes = {
  readonly code: string | null;
  readonly avatar: Avatar | null;
  readonly seed: string | null;
  /** The tag of the model of `avatar`, `seed` and `random`; null for the one that the site has chosen for them. */
  readonly model: string | null;
  readonly random: boolean;
  /** The name of the class of `avatar`, `seed` and `random`, for a conditional model; null for none. */
  readonly ofClass: string | null;
  /** Positions of direction controls, in −1 … 1, by `directionKey`. */
  readonly positions: ReadonlyMap<string, number>;
  /** Traits without an `avatar`, as they are written: `age="old"`. */
  readonly stray: readonly string[];
};

/**
 * Attributes that may hold a number but are not directions: the widget's own, those that HTML defines for all elements, and
 * those of pictures and controls, which people write here, too.
 */
const RESERVED: ReadonlySet<string> = new Set([
  ...['code', 'avatar', 'seed', 'model', 'of-class', 'size', 'alt', 'name', 'value', 'form'],
  ...[
    'id',
    'class',
    'style',
    'title',
    'lang',
    'dir',
    'slot',
    'part',
    'tabindex',
    'accesskey',
    'nonce',
    'itemid',
    'is',
  ],
  ...[
    'width',
    'height',
    'border',
    'hspace',
    'vspace',
    'min',
    'max',
    'step',
    'minlength',
    'maxlength',
    'role',
  ],
  ...['key', 'ref', 'index'],
]);

/** What frameworks and scripts add: `data-`, `aria-`, `on…`, `ng-reflect-`, `v-`, `x-`, `hx-`. */
const FOREIGN = /^(data|aria|ng|v|x|hx)-|^on|^[^a-z]|[^-_a-z0-9]/;

export function readAttributes(
  element: Pick<Element, 'getAttribute' | 'hasAttribute' | 'getAttributeNames'>,
): FaceAttributes {
  const read = (name: string): string | null => element.getAttribute(name)?.trim() || null;
  const [avatar, model, ofClass] = [read('avatar'), read('model'), read('of-class')];
  const traits = new Map<string, string>();
  const positions = new Map<string, number>();
  const stray: string[] = [];
  for (const name of element.getAttributeNames()) {
    const text = read(name) ?? '';
    const value = Number(text);
    const trait = traitNamed(name);
    if (trait !== undefined && avatar !== null) {
      // `glasses`, as any attribute that is present or absent; frameworks write "true" and "false".
      if (text !== 'false') {
        traits.set(trait, text === '' || text === 'true' ? 'yes' : text);
      }
    } else if (text !== '' && Number.isFinite(value) && !RESERVED.has(name) && !FOREIGN.test(name)) {
      positions.set(directionKey(name), value);
    } else if (trait !== undefined && text !== 'false') {
      stray.push(`${name}="${text}"`);
    }
  }
  if (ofClass !== null) {
    traits.set(CLASS_TRAIT, ofClass);
  }
  return {
    code: read('code'),
    avatar: avatar === null ? null : { name: avatar, traits, model },
    seed: read('seed'),
    model,
    random: element.hasAttribute('random'),
    ofClass,
    positions,
    stray,
  };
}

/** Whether both name the same face, apart from directions. */
export function isSameFace(a: FaceAttributes, b: FaceAttributes): boolean {
  return (
    a.code === b.code &&
    a.seed === b.seed &&
    a.model === b.model &&
    a.random === b.random &&
    a.ofClass === b.ofClass &&
    a.avatar?.name === b.avatar?.name &&
    String([...(a.avatar?.traits ?? [])]) === String([...(b.avatar?.traits ?? [])])
  );
}

/** The positions that differ: their value in `next`, null where they were removed. */
export function changedPositions(
  next: FaceAttributes,
  before: FaceAttributes | null,
): Map<string, number | null> {
  const changed = new Map<string, number | null>();
  for (const name of before?.positions.keys() ?? []) {
    if (!next.positions.has(name)) {
      changed.set(name, null);
    }
  }
  for (const [name, value] of next.positions) {
    if (before?.positions.get(name) !== value) {
      changed.set(name, value);
    }
  }
  return changed;
}

/** A face of a random seed. @param face whose class it has, if that is the face of a seed with a class */
export function anotherFace(face: Face | null, tag: string): SeedFace {
  return seedFace(tag, randomShortSeed(), [], face?.kind === 'seed' ? face.class : undefined);
}

/** A random seed of 32 bits, so that its share code is short. */
function randomShortSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** What has to be fetched for faces without a code. */
export type FaceSources = {
  defaultTag(): Promise<string>;
  avatarFace(avatar: Avatar): Promise<Face>;
  /** The index of a class of a model, by its name. */
  classOf(tag: string, name: string): Promise<number>;
};

/**
 * The face that the attributes name, apart from directions: that of `code`, otherwise of `avatar`, otherwise of `seed`,
 * otherwise a random one.
 *
 * @returns null where they name none; a promise only where something has to be fetched, so that the picture of a
 *   code is requested at once
 * @throws CodeError for a damaged code, RangeError for an impossible seed or tag, FaceError of kind `site`, `model` or
 *   `attribute`
 */
export function faceFromAttributes(
  { code, avatar, seed, model, random, ofClass }: FaceAttributes,
  { defaultTag, avatarFace, classOf }: FaceSources,
): Face | null | Promise<Face> {
  if (code !== null) {
    return decodeFace(code);
  }
  if (avatar !== null) {
    return avatarFace(avatar);
  }
  if (seed === null && !random) {
    return null;
  }
  const number = seed === null ? randomShortSeed() : Number(seed);
  if (!Number.isSafeInteger(number)) {
    throw new FaceError('code', `seed="${seed}" is not a seed`);
  }
  const faceOf = (tag: string) =>
    ofClass === null
      ? seedFace(tag, number)
      : classOf(tag, ofClass).then((index) => seedFace(tag, number, [], index));
  return model === null ? defaultTag().then(faceOf) : faceOf(model);
}
