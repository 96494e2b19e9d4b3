/** The few words of a widget, in the language of where it stands. */
const WORDS = {
  en: {
    alt: 'A made-up face: this person does not exist',
    turn: 'Turn the head with the arrow keys',
    another: 'Another face',
    walk: 'Walk from face to face',
    pause: 'Stay with this face',
    direction: 'What to change',
    amount: 'How much of it',
    required: 'Choose a face',
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
  },
} as const;

export type Words = Readonly<Record<keyof (typeof WORDS)['en'], string>>;

export function wordsFor(element: Element): Words {
  const language = element.closest('[lang]')?.getAttribute('lang') ?? '';
  return /^ja\b/i.test(language) ? WORDS.ja : WORDS.en;
}

/** A direction's name to read: `mouthOpen` is "mouth open". */
export function readable(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])|[-_]+/g, ' ').toLowerCase();
}
