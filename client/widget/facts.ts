/**
 * What a widget has to know of models: a small part of what `latent/manifest.ts` says, read without a schema library,
 * which would be an eighth of the whole script.
 */

export type Direction = {
  readonly name: string;
  /** What its lowest and its highest amount look like, where the model says so. */
  readonly ends: readonly [string, string] | null;
  readonly range: readonly [low: number, high: number];
};

export type Model = {
  readonly id: string;
  readonly tag: string;
  readonly latentSize: number;
  readonly directions: readonly Direction[];
  /** The name of the file of its directions' vectors; null where it has none. */
  readonly vectors: string | null;
};

export type Index = { readonly default: string; readonly models: readonly string[] };

/** One value of a document, and where it stands, for messages. */
type Found = { readonly value: unknown; readonly path: string };

/** @throws TypeError that names what is missing or wrong in `models/index.json` */
export function readIndex(document: unknown): Index {
  const root = { value: document, path: 'index' };
  return { default: text(at(root, 'default')), models: list(at(root, 'models')).map(text) };
}

/** @throws TypeError that names what is missing or wrong in a `manifest.json` */
export function readModel(document: unknown): Model {
  const root = { value: document, path: 'manifest' };
  const files = list(at(root, 'files'));
  const vectors = files.find((file) => at(file, 'role').value === 'directions');
  return {
    id: text(at(root, 'id')),
    tag: text(at(root, 'tag')),
    latentSize: number(at(root, 'latentSize')),
    directions: list(at(root, 'directions')).map(readDirection),
    vectors: vectors === undefined ? null : text(at(vectors, 'name')),
  };
}

function readDirection(found: Found): Direction {
  const ends = at(found, 'ends');
  return {
    name: text(at(found, 'name')),
    ends: ends.value === undefined ? null : pair(ends, text),
    range: pair(at(found, 'range'), number),
  };
}

function at({ value, path }: Found, key: string): Found {
  const holder = typeof value === 'object' && value !== null ? value : {};
  return { value: Reflect.get(holder, key), path: `${path}.${key}` };
}

function text({ value, path }: Found): string {
  if (typeof value === 'string' && value !== '') {
    return value;
  }
  throw new TypeError(`${path} has to be a text`);
}

function number({ value, path }: Found): number {
  if (Number.isFinite(value)) {
    return value as number;
  }
  throw new TypeError(`${path} has to be a number`);
}

function list(found: Found): Found[] {
  if (!Array.isArray(found.value)) {
    throw new TypeError(`${found.path} has to be a list`);
  }
  return found.value.map((_, i) => at(found, String(i)));
}

function pair<T>(found: Found, read: (found: Found) => T): readonly [T, T] {
  return [read(at(found, '0')), read(at(found, '1'))];
}
