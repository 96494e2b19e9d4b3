/**
 * How a picture's class is read from its labels. What a recipe's `classField` may say:
 *
 * - nothing: the field `class`, as folders, `.cls` files, StyleGAN's `dataset.json` and idx files have it,
 * - `breed`: the word, number, or true or false in that field; of a list of numbers, which one is 1,
 * - `glasses + beard`: the words of several fields, one after the other,
 * - `Black_Hair, Blond_Hair, hair=red`: which of these holds; of none or several, the picture has no class. As many names in `classes` are those of
 *   these classes, in the same order.
 */
import { parseNameList } from '../../../gan/name-list.ts';
import { labelAttributes, valueAt, writableNames } from './label-attributes.ts';
import { CLASS } from './label-sources.ts';
import type { Labels } from './labels.ts';

/** What StyleGAN's `dataset.json` calls it. */
const STYLEGAN_FIELD = 'labels';

export type ClassReader = {
  /** What each class is told by, where that is a list. */
  readonly conditions: readonly string[];
  /**
   * The words of a picture's class, one for each field that is read; undefined where its labels do not say.
   * @throws where a value is neither a word nor a number, naming `place`
   */
  read(labels: Labels | undefined, place: string): readonly string[] | undefined;
  /** For a message: which fields the labels of a picture have. */
  known(labels: Labels | undefined): string[];
};

/** The place of the 1 in a list of a 1 and zeros; undefined for another list. */
function oneHotIndex(values: readonly unknown[]): number | undefined {
  const at = values.indexOf(1);
  return at >= 0 && values.every((value, i) => value === Number(i === at)) ? at : undefined;
}

function wordOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return value ? 'yes' : 'no';
    case 'number':
      return String(value);
    case 'string':
      return value.trim();
    default:
      return Array.isArray(value) ? oneHotIndex(value)?.toString() : undefined;
  }
}

function readWord(labels: Labels, field: string, place: string): string | undefined {
  const value = valueAt(labels, field) ?? (field === STYLEGAN_FIELD ? labels[CLASS] : undefined);
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  const word = wordOf(value);
  if (word === undefined) {
    throw new Error(
      `the labels of ${place}: ${field} is ${JSON.stringify(value).slice(0, 80)}, and a class is a word, a number, or a list of one 1 and zeros`,
    );
  }
  return word;
}

function known(labels: Labels | undefined): string[] {
  const names = labels === undefined ? [] : writableNames(labels).map((name) => name.replace(/=.*/s, ''));
  return [...new Set(names)];
}

export function classReader(classField: string): ClassReader {
  const conditions = parseNameList(classField);
  if (conditions.length > 1) {
    const { read } = labelAttributes({ labels: classField, labelCount: conditions.length });
    return {
      conditions,
      read(labels, place) {
        const holding = labels ? conditions.filter((_, k) => (read(labels, place)[k] ?? 0) > 0) : [];
        return holding.length === 1 ? holding : undefined;
      },
      known,
    };
  }
  const fields = (classField.trim() || CLASS).split('+').map((field) => field.trim());
  return {
    conditions: [],
    read(labels, place) {
      const words = fields.map((field) => labels && readWord(labels, field, place));
      return words.every((word) => word !== undefined) ? words : undefined;
    },
    known,
  };
}
