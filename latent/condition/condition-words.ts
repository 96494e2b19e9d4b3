/** What texts call the pictures of a conditional model, by the word that its manifest has for what its classes are classes of. */
import type { Condition } from './condition-schema.ts';

/** Signs that somebody might have written, people, or anything else. */
export type Subject = 'written' | 'person' | 'thing';

/** Each with its Japanese word. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['digit', '数字'],
  ['number', '数字'],
  ['letter', '文字'],
  ['character', '文字'],
  ['kana', 'かな'],
  ['hiragana', 'ひらがな'],
  ['katakana', 'カタカナ'],
  ['kanji', '漢字'],
]);

/** Of people, whose classes are what they look like. */
const PERSON: ReadonlyMap<string, string> = new Map([
  ['face', '顔'],
  ['person', '人'],
  ['look', '見た目'],
  ['hair', '髪'],
  ['glasses', '眼鏡'],
  ['beard', 'ひげ'],
  ['hat', '帽子'],
  ['age', '年齢'],
  ['gender', '性別'],
  ['expression', '表情'],
  ['smile', '笑顔'],
]);

/** Classes of people. */
const LOOKS: ReadonlyMap<string, string> = new Map([
  ['long hair', '長い髪'],
  ['short hair', '短い髪'],
  ['bob', 'ボブ'],
  ['afro', 'アフロ'],
  ['bald', '髪のない頭'],
  ['glasses', '眼鏡'],
  ['sunglasses', 'サングラス'],
  ['moustache', '口ひげ'],
  ['beard', 'あごひげ'],
  ['hat', '帽子'],
]);

/** Models without classes draw faces. */
export function subjectOf(condition: Pick<Condition, 'name'> | undefined): Subject {
  if (condition === undefined || PERSON.has(condition.name)) {
    return 'person';
  }
  return WRITTEN.has(condition.name) ? 'written' : 'thing';
}

/** The word in Japanese, or as it is where we know none. */
export function conditionInJapanese({ name }: Pick<Condition, 'name'>): string {
  return WRITTEN.get(name) ?? PERSON.get(name) ?? name;
}

/** The name of a class in Japanese, or as it is where we know none. */
export function classInJapanese(name: string): string {
  return LOOKS.get(name) ?? name;
}

/** What begins with a vowel as it is read aloud: 8, 11, 18, 80 … 89, and the names of some letters. */
const VOWEL = /^(8\d*|1[18]|[aefhilmnorsx]|[aeio]\p{L}+|u[^ns]\p{L}*)$/iu;

/** @example withArticle('8') === 'an 8' */
export function withArticle(word: string): string {
  return `${VOWEL.test(word) ? 'an' : 'a'} ${word}`;
}

/** @example capitalized('a digit') === 'A digit' */
export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
