/** What pages, cards and embeds say of a face. */
import type { OpenedFace } from './face.ts';
import type { Localized } from './http/language.ts';

export const SITE_NAME = 'Dareka';

type FaceText = {
  /** The title of every face. */
  readonly title: string;
  /** The alternative text of every picture: all that is known of a face without looking at it. */
  readonly alt: string;
  /** What a consumer shows below a link, after the description. */
  readonly made: string;
  /** @example describe(face) === 'Seed 42 of the model first-64, with 2 edits.' */
  describe(face: OpenedFace): string;
};

const en: FaceText = {
  title: 'Someone who does not exist',
  alt: 'A made-up face of someone who does not exist',
  made: 'Drawn by a neural network; no real person is shown.',
  describe({ face, model }) {
    const of = `of the model ${model.name}`;
    if (face.kind === 'latent') {
      return `A face ${of}, from a latent vector of its own.`;
    }
    const count = face.edits.length;
    const edits = count === 0 ? '' : `, with ${count} ${count === 1 ? 'edit' : 'edits'}`;
    return `Seed ${face.seed} ${of}${edits}.`;
  },
};

const ja: FaceText = {
  title: 'どこにもいない人',
  alt: '実在しない人の顔',
  made: 'ニューラルネットワークが描いた顔で、実在の人物ではありません。',
  describe({ face, model }) {
    if (face.kind === 'latent') {
      return `モデル ${model.name} の、潜在ベクトルからの顔。`;
    }
    const count = face.edits.length;
    return `モデル ${model.name} のシード ${face.seed}${count === 0 ? '' : `、編集 ${count} か所`}。`;
  },
};

export const FACE_TEXTS: Localized<FaceText> = { en, ja };
