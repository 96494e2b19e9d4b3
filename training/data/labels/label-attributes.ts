/**
 * What a recipe's labels stand for, as numbers of each picture: qualities of our portraits (`attributes.ts`), or fields of the labels that
 * the data have, whatever they are.
 *
 * A field is named as in the labels; `pose.yaw` is a field of a field, and `class.0` the first number of a list. `hair=brown` is whether the
 * field `hair` says `brown`: so classes and words become numbers, one for each.
 */
import { LATENT_ATTRIBUTES } from '../../../gan/latent-attributes.ts';
import { parseNameList } from '../../../gan/name-list.ts';
import { listed } from '../file-names.ts';
import { ATTRIBUTES, type AttributeName, attributeReader, missingLabels } from './attributes.ts';
import type { Labels } from './labels.ts';

/** The labels that a recipe chooses. */
export type LabelChoice = {
  /** Fields, with commas between; empty for those of our portraits. */
  readonly labels: string;
  /** How many attributes of our portraits are used. */
  readonly labelCount: number;
};

export type LabelAttributes = {
  readonly names: readonly string[];
  /** For each, whether a mirrored picture has the negative value. */
  readonly mirrors: readonly boolean[];
  /** undefined where a picture does not say. @throws where there are no labels, or a value is no number, naming `place` and field */
  read(labels: Labels | undefined, place: string): (number | undefined)[];
  /** What to write where no picture has an attribute. @param labels of some picture */
  advice(k: number, labels: Labels | undefined): string;
};

function asNumber(value: unknown): number | undefined {
  if (typeof value === 'boolean') {
    return Number(value);
  }
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The value of a field, or of a field within it. */
export function valueAt(labels: unknown, name: string): unknown {
  if (labels === null || typeof labels !== 'object') {
    return undefined;
  }
  const fields = new Map(Object.entries(labels));
  if (fields.has(name)) {
    return fields.get(name);
  }
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    if (fields.has(name.slice(0, dot))) {
      return valueAt(fields.get(name.slice(0, dot)), name.slice(dot + 1));
    }
  }
  return undefined;
}

/** What can be written of these labels: numbers by their names, words with their value. */
export function writableNames(labels: Labels): string[] {
  return Object.entries(labels).flatMap(([name, value]) => {
    if (typeof value === 'string') {
      return [`${name}=${value}`];
    }
    if (value !== null && typeof value === 'object') {
      return writableNames(value as Labels).map((inner) => `${name}.${inner}`);
    }
    return asNumber(value) === undefined ? [] : [name];
  });
}

function readField(name: string, labels: Labels, place: string): number | undefined {
  const value = valueAt(labels, name);
  const equals = name.indexOf('=');
  if (value === undefined && equals > 0) {
    const word = valueAt(labels, name.slice(0, equals));
    return word === undefined ? undefined : Number(String(word) === name.slice(equals + 1));
  }
  const number = asNumber(value);
  if (value !== undefined && value !== null && number === undefined) {
    throw new Error(
      `the labels of ${place}: ${name} is ${JSON.stringify(value)}, not a number; write ${name}=${typeof value === 'string' ? value : 'WORD'} in the recipe's labels for whether it is that`,
    );
  }
  return number;
}

function fieldsOf(names: readonly string[]): LabelAttributes {
  return {
    names,
    mirrors: names.map(() => false),
    read(labels, place) {
      if (!labels) {
        throw missingLabels(place);
      }
      return names.map((name) => readField(name, labels, place));
    },
    advice: (_, labels) =>
      labels
        ? `the labels have ${listed(writableNames(labels), 40) || 'no numbers and no words'}`
        : 'check its spelling',
  };
}

function portraitAttributes(names: readonly AttributeName[]): LabelAttributes {
  const read = attributeReader(names);
  return {
    names,
    mirrors: names.map((name) => ATTRIBUTES[name].mirrors),
    read(labels, place) {
      if (!labels) {
        throw missingLabels(place);
      }
      try {
        return read(labels, place);
      } catch (cause) {
        const own = listed(writableNames(labels), 40);
        throw new Error(
          `the labels of ${place} are not those of our portraits; to train with them, write labels = "…" in the recipe with some of ${own}`,
          { cause },
        );
      }
    },
    advice: (k) => `write labelCount = ${k} in the recipe, or use portraits with that label`,
  };
}

export function labelAttributes({ labels, labelCount }: LabelChoice): LabelAttributes {
  const names = parseNameList(labels);
  return names.length > 0 ? fieldsOf(names) : portraitAttributes(LATENT_ATTRIBUTES.slice(0, labelCount));
}
