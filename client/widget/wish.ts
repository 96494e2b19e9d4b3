/** What a `<dareka-face>`'s attributes ask for. */
import { decodeFace } from '../../latent/code.ts';
import { directionKey } from '../../latent/direction-name.ts';
import { type Face, seedFace } from '../../latent/face.ts';
import { FaceError } from './failure.ts';

export type Wish = {
  readonly code: string | null;
  readonly seed: string | null;
  /** The tag of the model that `seed` and `random` are of; null for the site's default. */
  readonly model: string | null;
  readonly random: boolean;
  /** Positions in −1 … 1 by the spelled name of a direction. */
  readonly dials: ReadonlyMap<string, number>;
};

/** Attributes with a number that are no directions: the widget's own, and those that HTML has for every element. */
const RESERVED: ReadonlySet<string> = new Set([
  ...['code', 'seed', 'model', 'size', 'alt', 'name', 'value', 'form'],
  ...['id', 'class', 'style', 'title', 'lang', 'dir', 'slot', 'part', 'key', 'ref', 'tabindex', 'accesskey'],
]);

type Attributes = Pick<Element, 'getAttribute' | 'hasAttribute' | 'getAttributeNames'>;

export function wishOf(element: Attributes): Wish {
  const dials = new Map<string, number>();
  for (const name of element.getAttributeNames()) {
    const text = element.getAttribute(name)?.trim() ?? '';
    const value = Number(text);
    if (text === '' || !Number.isFinite(value) || RESERVED.has(name) || !/^[a-z]/.test(name)) {
      continue;
    }
    if (/^(data|aria|on)[-a-z]*-/.test(name)) {
      continue;
    }
    dials.set(directionKey(name), value);
  }
  return {
    code: element.getAttribute('code') || null,
    seed: element.getAttribute('seed') || null,
    model: element.getAttribute('model') || null,
    random: element.hasAttribute('random'),
    dials,
  };
}

/** Whether two wishes are for the same face, dials aside. */
export function isSameBase(a: Wish, b: Wish): boolean {
  return a.code === b.code && a.seed === b.seed && a.model === b.model && a.random === b.random;
}

/** The dials that differ, by name: where they stand in `next`; null where they are gone. */
export function changedDials(next: Wish, before: Wish | null): Map<string, number | null> {
  const changed = new Map<string, number | null>();
  for (const name of before?.dials.keys() ?? []) {
    if (!next.dials.has(name)) {
      changed.set(name, null);
    }
  }
  for (const [name, value] of next.dials) {
    if (before?.dials.get(name) !== value) {
      changed.set(name, value);
    }
  }
  return changed;
}

/** A seed that nobody chose: 32 random bits, so that its code stays short. */
export function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/**
 * The face that is wished for, dials aside: that of the code, else of the seed, else any.
 *
 * @returns null for no wish; not a promise where nothing has to be asked for, so that a code's picture is there at once
 * @throws CodeError for a damaged code, RangeError for an impossible seed or tag, FaceError of kind `site`
 */
export function baseOf(wish: Wish, defaultTag: () => Promise<string>): Face | null | Promise<Face> {
  if (wish.code !== null) {
    return decodeFace(wish.code);
  }
  if (wish.seed === null && !wish.random) {
    return null;
  }
  const seed = wish.seed === null ? freshSeed() : Number(wish.seed);
  if (!Number.isSafeInteger(seed)) {
    throw new FaceError('code', `seed="${wish.seed}" is no seed`);
  }
  if (wish.model !== null) {
    return seedFace(wish.model, seed);
  }
  return defaultTag().then((tag) => seedFace(tag, seed));
}
