/**
 * The views of the page, in the order of the navigation. This list is the only place that knows them all; what a view is
 * made of, and how to add one: README.md.
 */
import type { Localized } from './texts/language.ts';

type ViewInfo = {
  /** The link in the navigation, and the heading. */
  readonly title: Localized<string>;
  /** The sentence under the heading. */
  readonly lead: Localized<string>;
  /** The folder with the view's `view.tsx`, if it has another name than the view. */
  readonly folder?: string;
  /** Whether the navigation links to it with the face on screen, `/f/CODE#NAME`, or without. */
  readonly keepsFace: boolean;
  /** Whether the view has a query of its own: `/NAME?…`. */
  readonly keepsQuery?: boolean;
  /** Whether the dialog of an opened face links to the view. */
  readonly startsFromFace?: boolean;
};

function defineViews<Name extends string>(views: Readonly<Record<Name, ViewInfo>>): typeof views {
  return views;
}

/** By the name that stands in the address: `#NAME`. */
export const VIEWS = defineViews({
  faces: {
    title: { en: 'Faces', ja: '顔' },
    lead: {
      en: 'People who do not exist, drawn on your own device as you look.',
      ja: 'どこにもいない人たちの顔を、いま、あなたの端末が描いています。',
    },
    keepsFace: false,
  },
  avatars: {
    title: { en: 'Avatars', ja: 'アバター' },
    lead: {
      en: 'A face for every name: always the same one, of nobody, by a single address.',
      ja: 'どの名前にも、ひとつの顔。いつも同じで、誰のものでもなく、アドレスひとつで使えます。',
    },
    keepsFace: false,
    keepsQuery: true,
  },
  studio: {
    title: { en: 'Studio', ja: 'アトリエ' },
    lead: {
      en: 'One face, and everything that can be changed about it.',
      ja: 'ひとつの顔の、変えられるところをすべて。',
    },
    keepsFace: true,
    startsFromFace: true,
  },
  mix: {
    title: { en: 'Mix', ja: 'まぜる' },
    lead: {
      en: 'Walk from face to face; every step on the way is somebody too.',
      ja: '顔から顔へ、少しずつ変わります。途中の一枚一枚も、みな誰かの顔です。',
    },
    keepsFace: true,
    startsFromFace: true,
  },
  arithmetic: {
    title: { en: 'Arithmetic', ja: '顔の足し算・引き算' },
    lead: {
      en: 'Faces are vectors: they can be added and subtracted.',
      ja: '顔はベクトルです。足すことも、引くこともできます。',
    },
    keepsFace: true,
  },
  conditional: {
    title: { en: 'Conditional', ja: '条件つき' },
    lead: {
      en: 'Say what to draw: beside z a second vector, y, asks for it.',
      ja: '何を描くかを指定します。z に並ぶもうひとつのベクトル、y がそれを伝えます。',
    },
    keepsFace: true,
  },
  inside: {
    title: { en: 'Inside', ja: 'しくみ' },
    lead: {
      en: 'How a hundred numbers become a picture, layer by layer.',
      ja: '百個の数が一枚の絵になるまでを、層ごとに。',
    },
    keepsFace: true,
    startsFromFace: true,
  },
  training: {
    title: { en: 'Training', ja: '学習' },
    lead: {
      en: 'How it learned: drag through the training and watch the faces come.',
      ja: '学習をたどると、顔が現れてくるのが見えます。',
    },
    keepsFace: false,
  },
  lesson: {
    title: { en: 'Train one here', ja: 'ここで育てる' },
    lead: {
      en: 'A small GAN learns on your own device, from noise to faces, digits, shapes or your own pictures, while you watch.',
      ja: '小さな GAN が、あなたの端末の上で学びます。ノイズが顔や数字や図形や自分の写真になるまでを、その場で。',
    },
    folder: 'train-here',
    keepsFace: false,
  },
  quiz: {
    title: { en: 'Quiz', ja: 'クイズ' },
    lead: {
      en: 'One of these two was never in the training set.',
      ja: '二枚のうち一枚は、学習データにありません。どちらでしょう。',
    },
    keepsFace: false,
  },
  about: {
    title: { en: 'About', ja: 'このモデル' },
    lead: {
      en: 'What draws these faces, what it learned from, and what is stored here.',
      ja: '何が顔を描き、何から学び、この端末に何が保存されているか。',
    },
    keepsFace: true,
  },
});

export type ViewName = keyof typeof VIEWS;

export const VIEW_NAMES = Object.keys(VIEWS) as readonly ViewName[];

/** What an address without `#` shows. */
export const HOME_VIEW: ViewName = 'faces';
