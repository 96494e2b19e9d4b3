import { directionKey, type Ends } from './en-directions.ts';

/** 方向の両端: [少ない, 多い]。 */
const ends: Readonly<Record<string, readonly [string, string]>> = {
  smile: ['真顔', '笑顔'],
  age: ['若い', '年配'],
  gender: ['女性的', '男性的'],
  glasses: ['眼鏡なし', '眼鏡'],
  beard: ['ひげなし', 'ひげ'],
  'hair-length': ['短い髪', '長い髪'],
  'hair-colour': ['暗い髪', '明るい髪'],
  skin: ['明るい肌', '暗い肌'],
  'skin-tone': ['明るい肌', '暗い肌'],
  turn: ['左向き', '右向き'],
  yaw: ['左向き', '右向き'],
  tilt: ['左に傾く', '右に傾く'],
  pitch: ['下向き', '上向き'],
  light: ['左からの光', '右からの光'],
  'light-direction': ['左からの光', '右からの光'],
  'mouth-open': ['口を閉じる', '口を開ける'],
};

const names: Readonly<Record<string, string>> = {
  smile: '笑顔',
  age: '年齢',
  gender: '性別',
  glasses: '眼鏡',
  beard: 'ひげ',
  'hair-length': '髪の長さ',
  'hair-colour': '髪の明るさ',
  skin: '肌の色',
  'skin-tone': '肌の色',
  turn: '顔の向き',
  yaw: '顔の向き',
  tilt: '傾き',
  pitch: '上下の向き',
  light: '光の向き',
  'light-direction': '光の向き',
  'mouth-open': '口',
};

export const directions = {
  name: (name: string): string => names[directionKey(name)] ?? name,
  less: ({ name, ends: own }: Ends): string => ends[directionKey(name)]?.[0] ?? own?.[0] ?? `${name} 弱`,
  more: ({ name, ends: own }: Ends): string => ends[directionKey(name)]?.[1] ?? own?.[1] ?? `${name} 強`,
};
