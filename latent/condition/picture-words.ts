/** What pictures are called, in the languages of the site: by what their model draws, and by the class that they were drawn for. */

import type { Face } from '../face.ts';
import { classInInput, classOfSeed } from './condition.ts';
import type { Condition } from './condition-schema.ts';
import { capitalized, conditionInJapanese, type Subject, subjectOf, withArticle } from './condition-words.ts';

export type PictureWords = {
  readonly title: string;
  /** The alternative text: all that is known of a picture without looking at it. */
  readonly alt: string;
};

/** The name of a class; null between several; undefined where none is meant, of any picture of a model and of a model without classes. */
export type ClassName = string | null | undefined;

/** What of a manifest says what its model draws. */
type Described = { readonly latentSize: number; readonly condition?: Condition | undefined };

/** @param name of the condition: 'digit' */
type Words = (name: string, ofClass: ClassName) => PictureWords;

const en: Readonly<Record<Subject, Words>> = {
  person: () => ({
    title: 'Someone who does not exist',
    alt: 'A made-up face of someone who does not exist',
  }),
  written(name, ofClass) {
    const sign = withArticle(ofClass ?? name);
    return {
      title: `${capitalized(sign)} that nobody wrote`,
      alt: `A picture of ${sign} that nobody wrote`,
    };
  },
  thing: (name, ofClass) => ({
    title: `A made-up picture: ${ofClass ?? name}`,
    alt: `A made-up picture, ${joined([name, ofClass === null ? 'between classes' : ofClass], ' ')}`,
  }),
};

const ja: Readonly<Record<Subject, Words>> = {
  person: () => ({ title: 'どこにもいない人', alt: '実在しない人の顔' }),
  written(name, ofClass) {
    const sign = ofClass ? `「${ofClass}」` : conditionInJapanese({ name });
    return { title: `誰も書いていない${sign}`, alt: `誰も書いていない${sign}の画像` };
  },
  thing: (name, ofClass) => ({
    title: `実在しない絵：${ofClass ?? conditionInJapanese({ name })}`,
    alt: joined(['実在しないものの画像', ofClass === null ? 'クラスの中間' : ofClass], '、'),
  }),
};

const WORDS = { en, ja };

function joined(words: readonly (string | undefined)[], separator: string): string {
  return words.filter((word) => word !== undefined).join(separator);
}

/** The class that a face was drawn for, also where its seed draws it. */
export function classNameOf(face: Face, { latentSize, condition }: Described): ClassName {
  if (condition === undefined) {
    return undefined;
  }
  const index =
    face.kind === 'seed'
      ? (face.class ?? classOfSeed(face.seed, condition.frequencies))
      : classInInput(face.z, { latentSize, condition });
  return condition.classes[index ?? -1] ?? null;
}

function wordsFor({ condition }: Described, ofClass: ClassName, language: keyof typeof WORDS): PictureWords {
  return WORDS[language][subjectOf(condition)](condition?.name ?? '', ofClass);
}

/** What a face is called. */
export function faceWords(face: Face, model: Described, language: keyof typeof WORDS): PictureWords {
  return wordsFor(model, classNameOf(face, model), language);
}

/** What any picture of a model is called. */
export function pictureWords(model: Described, language: keyof typeof WORDS): PictureWords {
  return wordsFor(model, undefined, language);
}
