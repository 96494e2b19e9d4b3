/**
 * What a widget needs of models: a small part of the manifests that `latent/model/manifest.ts` defines. They are checked without a
 * schema library, which would be an eighth of the whole script.
 */
import type { AvatarModel, Digest } from '@dareka/engine';
import type { Classes } from '../../latent/condition/condition.ts';

/** As `latent/traits/labels.ts` defines it, whose own type needs the schema library. */
type Label = NonNullable<AvatarModel['labels']>[number];
type Odds = NonNullable<Label['odds']>[0];

export type DirectionInfo = {
  readonly name: string;
  /** What the lowest and the highest amount look like, where the model says so. */
  readonly ends: readonly [string, string] | null;
  readonly range: readonly [low: number, high: number];
};

export type ModelInfo = {
  readonly id: string;
  readonly tag: string;
  readonly latentSize: number;
  /** The factor ψ of the z of a seed. */
  readonly truncation: number;
  /** The classes of a conditional model, and how often each is in the training data. */
  readonly condition: Classes | undefined;
  readonly directions: readonly DirectionInfo[];
  /** What the first numbers of z stand for; none in most models. */
  readonly labels: readonly Label[];
  /** The file of the directions' vectors; null where there is none. */
  readonly vectors: Digest | null;
};

export type IndexInfo = {
  readonly default: string;
  /** The model of `/a/v1/NAME`; null where the index pins none. */
  readonly avatars: string | null;
  readonly models: readonly string[];
};

/** A value of a document, and its path for messages. */
type Located = { readonly value: unknown; readonly path: string };

/** @throws TypeError that names what is missing or wrong in `models/index.json` */
export function readIndex(document: unknown): IndexInfo {
  const root = { value: document, path: 'index' };
  const avatars = at(at(root, 'avatars'), 'v1');
  return {
    default: text(at(root, 'default')),
    avatars: avatars.value === undefined ? null : text(avatars),
    models: list(at(root, 'models')).map(text),
  };
}

/** @throws TypeError that names what is missing or wrong in a `manifest.json` */
export function readModelInfo(document: unknown): ModelInfo {
  const root = { value: document, path: 'manifest' };
  const labels = at(root, 'labels');
  const condition = at(root, 'condition');
  const files = list(at(root, 'files'));
  const vectors = files.find((file) => at(file, 'role').value === 'directions');
  return {
    id: text(at(root, 'id')),
    tag: text(at(root, 'tag')),
    latentSize: number(at(root, 'latentSize')),
    truncation: number(at(at(root, 'prior'), 'truncation')),
    condition:
      condition.value === undefined
        ? undefined
        : {
            classes: list(at(condition, 'classes')).map(text),
            frequencies: list(at(condition, 'frequencies')).map(number),
          },
    directions: list(at(root, 'directions')).map(readDirection),
    labels: labels.value === undefined ? [] : list(labels).map(readLabel),
    vectors: vectors === undefined ? null : readDigest(vectors),
  };
}

function readDigest(file: Located): Digest {
  return { name: text(at(file, 'name')), sha256: text(at(file, 'sha256')) };
}

function readDirection(located: Located): DirectionInfo {
  const ends = at(located, 'ends');
  return {
    name: text(at(located, 'name')),
    ends: ends.value === undefined ? null : pair(ends, text),
    range: pair(at(located, 'range'), number),
  };
}

function readLabel(located: Located): Label {
  const odds = at(located, 'odds');
  const between = at(located, 'between');
  return {
    direction: text(at(located, 'direction')),
    weights: list(at(located, 'weights')).map(number),
    bounds: [...pair(at(located, 'bounds'), (bound) => (bound.value === null ? null : number(bound)))],
    ...(odds.value === undefined ? {} : { odds: readBoundaries(odds) }),
    ...(between.value === undefined ? {} : { between: number(between) }),
  };
}

/** The odds of one boundary, or of two. */
function readBoundaries(located: Located): NonNullable<Label['odds']> {
  return list(located).length === 1 ? [readOdds(at(located, '0'))] : [...pair(located, readOdds)];
}

function readOdds(located: Located): Odds {
  return {
    constant: number(at(located, 'constant')),
    weights: list(at(located, 'weights')).map(number),
    pairs: list(at(located, 'pairs')).map((terms) => [...pair(terms, number), number(at(terms, '2'))]),
  };
}

function at({ value, path }: Located, key: string): Located {
  const holder = typeof value === 'object' && value !== null ? value : {};
  return { value: Reflect.get(holder, key), path: `${path}.${key}` };
}

function text({ value, path }: Located): string {
  if (typeof value === 'string' && value !== '') {
    return value;
  }
  throw new TypeError(`${path} has to be a string`);
}

function number({ value, path }: Located): number {
  if (Number.isFinite(value)) {
    return value as number;
  }
  throw new TypeError(`${path} has to be a number`);
}

function list(located: Located): Located[] {
  if (!Array.isArray(located.value)) {
    throw new TypeError(`${located.path} has to be a list`);
  }
  return located.value.map((_, i) => at(located, String(i)));
}

function pair<T>(located: Located, read: (located: Located) => T): readonly [T, T] {
  return [read(at(located, '0')), read(at(located, '1'))];
}
