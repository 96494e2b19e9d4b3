/** Names of directions and of their two ends. */
import { directionSlug } from '../../../latent/traits/direction-name.ts';

/** A direction of a manifest. */
type NamedDirection = { readonly name: string; readonly ends?: readonly [string, string] | undefined };

/** The names of a direction and of its ends; the keys of `ends` are the words of the manifest. */
type DirectionNames = { readonly name: string; readonly ends: Readonly<Record<string, string>> };

/** Every attribute for which the training package can find a direction. */
const english: Readonly<Record<string, DirectionNames>> = {
  smile: { name: 'Smile', ends: { serious: 'serious', smiling: 'smiling' } },
  'mouth-open': { name: 'Mouth', ends: { closed: 'mouth closed', open: 'mouth open' } },
  'eyes-open': { name: 'Eyes', ends: { closed: 'eyes closed', open: 'eyes open' } },
  gender: { name: 'Gender', ends: { female: 'more feminine', male: 'more masculine' } },
  age: { name: 'Age', ends: { young: 'younger', old: 'older' } },
  glasses: { name: 'Glasses', ends: { none: 'no glasses', glasses: 'glasses' } },
  sunglasses: { name: 'Sunglasses', ends: { none: 'no dark glasses', dark: 'dark glasses' } },
  beard: { name: 'Beard', ends: { none: 'no beard', full: 'full beard' } },
  'hair-length': { name: 'Hair length', ends: { short: 'shorter hair', long: 'longer hair' } },
  bald: { name: 'Baldness', ends: { hair: 'hair', bald: 'bald' } },
  'hair-colour': { name: 'Hair colour', ends: { dark: 'darker hair', light: 'lighter hair' } },
  'skin-tone': { name: 'Skin tone', ends: { dark: 'darker skin', light: 'lighter skin' } },
  turn: { name: 'Turn of the head', ends: { left: 'turned left', right: 'turned right' } },
  nod: { name: 'Nod', ends: { down: 'looking down', up: 'looking up' } },
  tilt: { name: 'Tilt', ends: { left: 'tilted left', right: 'tilted right' } },
  light: { name: 'Light', ends: { left: 'lit from the left', right: 'lit from the right' } },
};

const AXIS = /^axis-(\d+)$/;

const en = {
  known: english,
  /** Directions of models that are trained in the page have numbers. */
  name: (name: string): string => english[directionSlug(name)]?.name ?? name.replace(AXIS, 'Axis $1'),
  less: ({ name, ends }: NamedDirection): string =>
    ends === undefined ? `less ${name}` : (english[directionSlug(name)]?.ends[ends[0]] ?? ends[0]),
  more: ({ name, ends }: NamedDirection): string =>
    ends === undefined ? `more ${name}` : (english[directionSlug(name)]?.ends[ends[1]] ?? ends[1]),
};

/** 方向の名前と両端。両端は、モデルの言葉ごとに。 */
const japanese: Readonly<Record<string, DirectionNames>> = {
  smile: { name: '笑顔', ends: { serious: '真顔', smiling: '笑顔' } },
  'mouth-open': { name: '口', ends: { closed: '口を閉じる', open: '口を開ける' } },
  'eyes-open': { name: '目', ends: { closed: '目を閉じる', open: '目を開ける' } },
  gender: { name: '性別', ends: { female: '女性的', male: '男性的' } },
  age: { name: '年齢', ends: { young: '若い', old: '年配' } },
  glasses: { name: '眼鏡', ends: { none: '眼鏡なし', glasses: '眼鏡' } },
  sunglasses: { name: 'サングラス', ends: { none: 'サングラスなし', dark: 'サングラス' } },
  beard: { name: 'ひげ', ends: { none: 'ひげなし', full: '豊かなひげ' } },
  'hair-length': { name: '髪の長さ', ends: { short: '短い髪', long: '長い髪' } },
  bald: { name: '髪の有無', ends: { hair: '髪あり', bald: '髪なし' } },
  'hair-colour': { name: '髪の明るさ', ends: { dark: '暗い髪', light: '明るい髪' } },
  'skin-tone': { name: '肌の色', ends: { dark: '暗い肌', light: '明るい肌' } },
  turn: { name: '顔の向き', ends: { left: '左向き', right: '右向き' } },
  nod: { name: 'うなずき', ends: { down: '下向き', up: '上向き' } },
  tilt: { name: '傾き', ends: { left: '左に傾く', right: '右に傾く' } },
  light: { name: '光の向き', ends: { left: '左からの光', right: '右からの光' } },
};

const ja: typeof en = {
  known: japanese,
  name: (name) => japanese[directionSlug(name)]?.name ?? name.replace(AXIS, '主軸 $1'),
  less: ({ name, ends }) =>
    ends === undefined ? `${name} 弱` : (japanese[directionSlug(name)]?.ends[ends[0]] ?? ends[0]),
  more: ({ name, ends }) =>
    ends === undefined ? `${name} 強` : (japanese[directionSlug(name)]?.ends[ends[1]] ?? ends[1]),
};

export const directionTexts = { en, ja };
