/** The texts that a widget shows at first sight, in the language of the page around it. */

export type Language = 'en' | 'ja';

const TEXTS = {
  en: {
    alt: 'A made-up face: this person does not exist',
    turn: 'Turn the head with the arrow keys',
    required: 'Choose a face',
  },
  ja: {
    alt: '実在しない人の顔',
    turn: '矢印キーで顔の向きを変える',
    required: '顔を選んでください',
  },
} as const;

export type WidgetTexts = Readonly<Record<keyof (typeof TEXTS)['en'], string>>;

export function languageOf(element: Element): Language {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return /^ja\b/i.test(language) ? 'ja' : 'en';
}

export function textsFor(element: Element): WidgetTexts {
  return TEXTS[languageOf(element)];
}
