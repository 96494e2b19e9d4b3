import { expect, test } from 'vitest';
import { cssSize } from './size.ts';

test.each([
  ['64', '64px'],
  [' 64.5px ', '64.5px'],
  ['50%', '50%'],
  ['0', null],
  ['-3', null],
  ['huge', null],
  ['1e3', null],
  ['5em', null],
  ['1px; color: red', null],
])('a size of "%s" is %s', (attribute, size) => {
  expect(cssSize(attribute)).toBe(size);
});
