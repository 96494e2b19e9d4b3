/** The attributes of a `<dareka-face>` that say which face it shows. */
import { decodeFace } from '../../latent/code.ts';
import { directionKey } from '../../latent/direction-name.ts';
import { type Face, seedFace } from '../../latent/face.ts';
import { FaceError } from './failure.ts';

export type FaceAttributes = {
  readonly code: string | null;
  readonly seed: string | null;
  /** The tag of the model of `seed` and `random`; null for the site's default. */
  readonly model: string | null;
  readonly random: boolean;
  /** Positions of direction controls, in −1 … 1, by `directionKey`. */
  readonly positions: ReadonlyMap<string, number>;
};

/**
 * Attributes that may hold a number but are not directions: the widget's own, those that HTML defines for all elements, and
 * those of pictures and controls, which people write here, too.
 */
const RESERVED: ReadonlySet<string> = new Set([
  ...['code', 'seed', 'model', 'size', 'alt', 'name', 'value', 'form'],
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
  const positions = new Map<string, number>();
  for (const name of element.getAttributeNames()) {
    const text = element.getAttribute(name)?.trim() ?? '';
    const value = Number(text);
    if (text !== '' && Number.isFinite(value) && !RESERVED.has(name) && !FOREIGN.test(name)) {
      positions.set(directionKey(name), value);
    }
  }
  return {
    code: element.getAttribute('code')?.trim() || null,
    seed: element.getAttribute('seed')?.trim() || null,
    model: element.getAttribute('model')?.trim() || null,
    random: element.hasAttribute('random'),
    positions,
  };
}

/** Whether both name the same face, apart from directions. */
export function isSameFace(a: FaceAttributes, b: FaceAttributes): boolean {
  return a.code === b.code && a.seed === b.seed && a.model === b.model && a.random === b.random;
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

/** A random seed of 32 bits, so that its share code is short. */
export function randomShortSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/**
 * The face that the attributes name, apart from directions: that of `code`, otherwise of `seed`, otherwise a random one.
 *
 * @returns null where they name none; a promise only where the default model has to be fetched, so that the picture of a
 *   code is requested at once
 * @throws CodeError for a damaged code, RangeError for an impossible seed or tag, FaceError of kind `site`
 */
export function faceFromAttributes(
  { code, seed, model, random }: FaceAttributes,
  defaultTag: () => Promise<string>,
): Face | null | Promise<Face> {
  if (code !== null) {
    return decodeFace(code);
  }
  if (seed === null && !random) {
    return null;
  }
  const number = seed === null ? randomShortSeed() : Number(seed);
  if (!Number.isSafeInteger(number)) {
    throw new FaceError('code', `seed="${seed}" is not a seed`);
  }
  if (model !== null) {
    return seedFace(model, number);
  }
  return defaultTag().then((tag) => seedFace(tag, number));
}
