import { directionSlug } from '../../../latent/direction-name.ts';
import type { directions as english, Known } from './en-directions.ts';

/** 方向の名前と両端。両端は、モデルの言葉ごとに。 */
const known: Readonly<Record<string, Known>> = {
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

export const directions: typeof english = {
  known,
  name: (name) => known[directionSlug(name)]?.name ?? name,
  less: ({ name, ends }) =>
    ends === undefined ? `${name} 弱` : (known[directionSlug(name)]?.ends[ends[0]] ?? ends[0]),
  more: ({ name, ends }) =>
    ends === undefined ? `${name} 強` : (known[directionSlug(name)]?.ends[ends[1]] ?? ends[1]),
};
