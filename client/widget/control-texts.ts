/** The texts of the control bar. */
import { directionKey } from '../../latent/traits/direction-name.ts';
import type { Language } from './texts.ts';

const TEXTS = {
  en: {
    another: 'Another face',
    walk: 'Walk from face to face',
    pause: 'Stay with this face',
    direction: 'What to change',
    amount: 'How much of it',
  },
  ja: {
    another: '別の顔',
    walk: '顔から顔へ歩く',
    pause: 'この顔で止める',
    direction: '変えるもの',
    amount: '変える量',
  },
} as const;

/** Names of directions by `directionKey`; English ones are readable as they are. */
const DIRECTIONS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  ja: {
    smile: '笑顔',
    age: '年齢',
    gender: '性別',
    glasses: '眼鏡',
    beard: 'ひげ',
    hairlength: '髪の長さ',
    haircolour: '髪の明るさ',
    skintone: '肌の色',
    turn: '顔の向き',
    nod: 'うなずき',
    tilt: '傾き',
    light: '光の向き',
    mouthopen: '口',
  },
};

export type ControlTexts = Readonly<Record<keyof (typeof TEXTS)['en'], string>>;

export function controlTexts(language: Language): ControlTexts {
  return TEXTS[language];
}

/** The name of a direction for people: `mouthOpen` is "mouth open". */
export function readableName(name: string, language: Language): string {
  const known = DIRECTIONS[language][directionKey(name)];
  return known ?? name.replaceAll(/(?<=[a-z])(?=[A-Z])|[-_]+/g, ' ').toLowerCase();
}
