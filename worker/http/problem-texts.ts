/** What a page says of a problem to whoever opened a link: what is wrong and what helps, without the terms of programmers. */
import type { Language } from './language.ts';
import type { ProblemName } from './problem.ts';

type PageText = { readonly title: string; readonly text: string };

type PageTexts = {
  readonly home: string;
  /** Opens the details, which are for programmers and in English. */
  readonly details: string;
  readonly problems: Partial<Record<ProblemName, PageText>>;
  /** Of problems that only programs meet. */
  readonly other: PageText;
};

const en: PageTexts = {
  home: 'See faces of people who do not exist',
  details: 'Details',
  problems: {
    'damaged-code': {
      title: 'This link is damaged',
      text: 'Some of its characters were lost or changed on the way. Copy it once more from where you found it.',
    },
    'unsupported-code': {
      title: 'This link is too new',
      text: 'It is of a kind that this site does not know yet.',
    },
    'unfit-code': {
      title: 'This link cannot be shown',
      text: 'It asks for a change that its model cannot make.',
    },
    'unknown-model': {
      title: 'This face cannot be drawn here',
      text: 'It was made with a model that this site does not have.',
    },
    'not-drawable': {
      title: 'There is no picture of this face here',
      text: 'Only your own device can draw it: open the link to the face itself.',
    },
    'unknown-link': {
      title: 'There is no such short link',
      text: 'A character may be missing or wrong. Copy it once more from where you found it.',
    },
    'not-found': {
      title: 'There is nothing here',
      text: 'The address may have a typing error, or what was here has moved.',
    },
    'url-too-long': {
      title: 'This address is too long',
      text: 'No link of this site is so long. Something was probably added to it.',
    },
    'too-many-requests': {
      title: 'Please wait a minute',
      text: 'Your network has asked for very many new pictures or links. In a minute you can go on.',
    },
    'links-unavailable': {
      title: 'Short links do not work at the moment',
      text: 'Everything else does. Please try again in a few minutes.',
    },
    'internal-error': {
      title: 'Something went wrong here',
      text: 'The fault is ours, and it was noted. Please try again later.',
    },
  },
  other: {
    title: 'This address does not work like that',
    text: 'Something in it is not as this site expects.',
  },
};

const ja: PageTexts = {
  home: 'どこにもいない人たちの顔を見る',
  details: '詳細（英語）',
  problems: {
    'damaged-code': {
      title: 'このリンクは壊れています',
      text: '途中で文字が欠けたか、変わったようです。もとの場所からもう一度コピーしてください。',
    },
    'unsupported-code': {
      title: 'このリンクは新しすぎます',
      text: 'このサイトがまだ知らない種類のリンクです。',
    },
    'unfit-code': {
      title: 'このリンクは表示できません',
      text: 'このモデルにはできない変化を求めています。',
    },
    'unknown-model': {
      title: 'この顔はここでは描けません',
      text: 'このサイトにないモデルで作られた顔です。',
    },
    'not-drawable': {
      title: 'この顔の画像はここにはありません',
      text: 'あなたの端末でだけ描ける顔です。顔そのもののリンクを開いてください。',
    },
    'unknown-link': {
      title: 'この短縮リンクはありません',
      text: '文字が欠けているか、違っているようです。もとの場所からもう一度コピーしてください。',
    },
    'not-found': {
      title: 'ここには何もありません',
      text: 'アドレスが間違っているか、ページが移動したようです。',
    },
    'url-too-long': {
      title: 'アドレスが長すぎます',
      text: 'このサイトのリンクはこれほど長くなりません。何かが付け足されたようです。',
    },
    'too-many-requests': {
      title: '一分ほどお待ちください',
      text: 'お使いのネットワークから、新しい画像やリンクの要求がとても多く届きました。一分後にまたどうぞ。',
    },
    'links-unavailable': {
      title: '短縮リンクはいま使えません',
      text: 'ほかはすべて使えます。数分後にもう一度お試しください。',
    },
    'internal-error': {
      title: 'こちらで問題が起きました',
      text: '原因はこのサイトにあり、記録されました。あとでもう一度お試しください。',
    },
  },
  other: {
    title: 'このアドレスはこの形では使えません',
    text: 'このサイトが受け付けない内容が含まれています。',
  },
};

export const PROBLEM_TEXTS: Readonly<Record<Language, PageTexts>> = { en, ja };
