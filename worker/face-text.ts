/** What pages, cards and embeds say of a face, or of what else a model draws. */
import {
  capitalized,
  conditionInJapanese,
  type Subject,
  subjectOf,
} from '../latent/condition/condition-words.ts';
import { classNameOf, faceWords, type PictureWords } from '../latent/condition/picture-words.ts';
import type { OpenedFace } from './face.ts';
import type { Localized } from './http/language.ts';

export const SITE_NAME = 'Dareka';

export type FaceText = PictureWords & {
  /** What a consumer shows below a link. @example 'Seed 42 of the model digits-32, digit 7, with 2 edits.' */
  readonly description: string;
  /** Stands after the description. @example 'Drawn by a neural network; no real person is shown.' */
  readonly made: string;
};

type Words = {
  readonly made: Readonly<Record<Subject, string>>;
  /** What a picture from a latent vector of its own is called; `name` is that of the condition. */
  readonly latent: Readonly<Record<Subject, (name: string) => string>>;
  /** @param shown the class, if the face is of one */
  describe(face: OpenedFace, kind: string, shown: string | undefined): string;
  /** @example 'digit 7' */
  classOf(name: string, ofClass: string): string;
};

const en: Words = {
  made: {
    person: 'Drawn by a neural network; no real person is shown.',
    written: 'Drawn by a neural network; no hand wrote it.',
    thing: 'Drawn by a neural network.',
  },
  latent: { person: () => 'Face', written: capitalized, thing: () => 'Picture' },
  describe({ face, model }, kind, shown) {
    const of = `of the model ${model.name}${shown === undefined ? '' : `, ${shown}`}`;
    if (face.kind === 'latent') {
      return `${kind} ${of}, from a latent vector of its own.`;
    }
    const count = face.edits.length;
    const edits = count === 0 ? '' : `, with ${count} ${count === 1 ? 'edit' : 'edits'}`;
    return `Seed ${face.seed} ${of}${edits}.`;
  },
  classOf: (name, ofClass) => `${name} ${ofClass}`,
};

const ja: Words = {
  made: {
    person: 'ニューラルネットワークが描いた顔で、実在の人物ではありません。',
    written: 'ニューラルネットワークが描いた文字で、誰かの手が書いたものではありません。',
    thing: 'ニューラルネットワークが描きました。',
  },
  latent: { person: () => '顔', written: () => '画像', thing: () => '画像' },
  describe({ face, model }, kind, shown) {
    const of = shown === undefined ? '' : `、${shown}`;
    if (face.kind === 'latent') {
      return `モデル ${model.name} の、潜在ベクトルからの${kind}${of}。`;
    }
    const count = face.edits.length;
    return `モデル ${model.name} のシード ${face.seed}${of}${count === 0 ? '' : `、編集 ${count} か所`}。`;
  },
  classOf: (name, ofClass) => `${conditionInJapanese({ name })}「${ofClass}」`,
};

const WORDS: Localized<Words> = { en, ja };

/** What is said of a face in a language. */
export function faceText(opened: OpenedFace, language: keyof Localized<Words>): FaceText {
  const { face, model } = opened;
  const { made, latent, describe, classOf } = WORDS[language];
  const subject = subjectOf(model.condition);
  const name = model.condition?.name ?? '';
  const ofClass = classNameOf(face, model) ?? undefined;
  const shown = ofClass === undefined ? undefined : classOf(name, ofClass);
  return {
    ...faceWords(face, model, language),
    description: describe(opened, latent[subject](name), shown),
    made: made[subject],
  };
}
