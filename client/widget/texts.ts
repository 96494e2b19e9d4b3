/** The texts of a widget, in the language of the page around it. */
import { directionKey } from '../../latent/direction-name.ts';

const TEXTS = {
  en: {
    alt: 'A made-up face: this person does not exist',
    turn: 'Turn the head with the arrow keys',
    another: 'Another face',
    walk: 'Walk from face to face',
    pause: 'Stay with this face',
    direction: 'What to change',
    amount: 'How much of it',
    required: 'Choose a face',
    directions: {},
  },
  ja: {
    alt: '実在しない人の顔',
    turn: '矢印キーで顔の向きを変える',
    another: '別の顔',
    walk: '顔から顔へ歩く',
    pause: 'この顔で止める',
    direction: '変えるもの',
    amount: '変える量',
    required: '顔を選んでください',
    directions: {
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
  },
} as const;

type Text = Exclude<keyof (typeof TEXTS)['en'], 'directions'>;

export type WidgetTexts = Readonly<Record<Text, string>> & {
  /** Names of directions in this language, by `directionKey`; English ones are readable as they are. */
  readonly directions: Readonly<Record<string, string>>;
};

export function textsFor(element: Element): WidgetTexts {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return /^ja\b/i.test(language) ? TEXTS.ja : TEXTS.en;
}

/** The name of a direction for people: `mouthOpen` is "mouth open". */
export function readableName(name: string, { directions }: WidgetTexts): string {
  return directions[directionKey(name)] ?? name.replaceAll(/(?<=[a-z])(?=[A-Z])|[-_]+/g, ' ').toLowerCase();
}
