/** What pages, cards and embeds say of a face, or of what else a model draws. */
import { classInInput } from '../latent/condition.ts';
import { conditionInJapanese, type Subject, subjectOf, withArticle } from '../latent/condition-words.ts';
import type { Manifest } from '../latent/manifest.ts';
import type { OpenedFace } from './face.ts';
import type { Localized } from './http/language.ts';

export const SITE_NAME = 'Dareka';

export type FaceText = {
  readonly title: string;
  /** The alternative text of its pictures: all that is known of a face without looking at it. */
  readonly alt: string;
  /** What a consumer shows below a link. @example 'Seed 42 of the model digits-32, digit 7, with 2 edits.' */
  readonly description: string;
  /** After the description. */
  readonly made: string;
};

/** Of what is drawn: what it is, and the class that it was drawn for; none where the model has none, or between classes. */
type Drawn = { readonly subject: Subject; readonly name: string; readonly ofClass: string | undefined };

type Words = {
  /** The title and the alternative text. */
  readonly shown: Readonly<Record<Subject, (drawn: Drawn) => readonly [title: string, alt: string]>>;
  readonly made: Readonly<Record<Subject, string>>;
  describe(face: OpenedFace, drawn: Drawn): string;
};

const en: Words = {
  shown: {
    person: () => ['Someone who does not exist', 'A made-up face of someone who does not exist'],
    written({ name, ofClass }) {
      const sign = withArticle(ofClass ?? name);
      return [
        `${sign[0]?.toUpperCase()}${sign.slice(1)} that nobody wrote`,
        `A picture of ${sign} that nobody wrote`,
      ];
    },
    thing: ({ name, ofClass }) => [
      `A made-up picture: ${ofClass ?? name}`,
      `A made-up picture, ${name} ${ofClass ?? 'between classes'}`,
    ],
  },
  made: {
    person: 'Drawn by a neural network; no real person is shown.',
    written: 'Drawn by a neural network; no hand wrote it.',
    thing: 'Drawn by a neural network.',
  },
  describe({ face, model }, { subject, name, ofClass }) {
    const of = `of the model ${model.name}`;
    if (face.kind === 'latent') {
      const kind = subject === 'person' ? 'face' : subject === 'written' ? name : 'picture';
      const between = ofClass === undefined ? '' : `, ${name} ${ofClass}`;
      return `${kind[0]?.toUpperCase()}${kind.slice(1)} ${of}${between}, from a latent vector of its own.`;
    }
    const count = face.edits.length;
    const edits = count === 0 ? '' : `, with ${count} ${count === 1 ? 'edit' : 'edits'}`;
    return `Seed ${face.seed} ${of}${ofClass === undefined ? '' : `, ${name} ${ofClass}`}${edits}.`;
  },
};

const ja: Words = {
  shown: {
    person: () => ['どこにもいない人', '実在しない人の顔'],
    written({ name, ofClass }) {
      const sign = ofClass === undefined ? conditionInJapanese({ name }) : `「${ofClass}」`;
      return [`誰も書いていない${sign}`, `誰も書いていない${sign}の画像`];
    },
    thing: ({ name, ofClass }) => [
      `実在しない絵：${ofClass ?? conditionInJapanese({ name })}`,
      `実在しないものの画像、${ofClass ?? 'クラスの中間'}`,
    ],
  },
  made: {
    person: 'ニューラルネットワークが描いた顔で、実在の人物ではありません。',
    written: 'ニューラルネットワークが描いた文字で、誰かの手が書いたものではありません。',
    thing: 'ニューラルネットワークが描きました。',
  },
  describe({ face, model }, { subject, name, ofClass }) {
    const shown = ofClass === undefined ? '' : `、${conditionInJapanese({ name })}「${ofClass}」`;
    if (face.kind === 'latent') {
      return `モデル ${model.name} の、潜在ベクトルからの${subject === 'person' ? '顔' : '画像'}${shown}。`;
    }
    const count = face.edits.length;
    return `モデル ${model.name} のシード ${face.seed}${shown}${count === 0 ? '' : `、編集 ${count} か所`}。`;
  },
};

const WORDS: Localized<Words> = { en, ja };

/** The name of the class that a face was drawn for; undefined where its model has none, and for a mix of classes. */
export function classNameOf({ z, model }: Pick<OpenedFace, 'z' | 'model'>): string | undefined {
  const index = classInInput(z, model);
  return index === undefined ? undefined : model.condition?.classes[index];
}

function drawnOf(model: Manifest, ofClass: string | undefined): Drawn {
  return { subject: subjectOf(model.condition), name: model.condition?.name ?? '', ofClass };
}

/** What is said of a face in a language. */
export function faceText(face: OpenedFace, language: keyof Localized<Words>): FaceText {
  const { shown, made, describe } = WORDS[language];
  const drawn = drawnOf(face.model, classNameOf(face));
  const [title, alt] = shown[drawn.subject](drawn);
  return { title, alt, description: describe(face, drawn), made: made[drawn.subject] };
}

/** The alternative text of any picture by a model. */
export function pictureAlt(model: Manifest, language: keyof Localized<Words>): string {
  const drawn = drawnOf(model, undefined);
  return WORDS[language].shown[drawn.subject](drawn)[1];
}
