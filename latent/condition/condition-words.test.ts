import { expect, it } from 'vitest';
import { classInJapanese, conditionInJapanese, subjectOf, withArticle } from './condition-words.ts';

it('models without classes, and of classes of people, draw people; others draw signs, or things', () => {
  expect([undefined, { name: 'hair' }].map(subjectOf)).toEqual(['person', 'person']);
  expect(['digit', 'kana', 'garment'].map((name) => subjectOf({ name }))).toEqual([
    'written',
    'written',
    'thing',
  ]);
});

it('a class has the article that fits how it is read', () => {
  const an = ['8', '11', '18', '80', 'A', 'S', 'apple', 'umbrella'];
  const a = ['0', '1', '7', '10', '111', 'B', 'U', 'cat', 'unicorn', 'あ'];
  expect([...an, ...a].filter((word) => withArticle(word).startsWith('an '))).toEqual(an);
});

it('the words for the classes are Japanese where we know one', () => {
  expect(['digit', 'hair', 'garment'].map((name) => conditionInJapanese({ name }))).toEqual([
    '数字',
    '髪',
    'garment',
  ]);
  expect(['sunglasses', '7', 'kimono'].map(classInJapanese)).toEqual(['サングラス', '7', 'kimono']);
});
