import { expect, test } from 'vitest';
import { tidyPath } from './tidy-path.ts';

test.each([
  ['/f/CODE/', '/f/CODE'],
  ['//f//CODE', '/f/CODE'],
  ['/f/CODE)', '/f/CODE'],
  ['/f/CODE.', '/f/CODE'],
  ['/f/CODE).', '/f/CODE'],
  ['/f/CODE%E2%80%9D', '/f/CODE'],
  ['/f/CODE%20', '/f/CODE'],
  ['/f/CODE.png,', '/f/CODE.png'],
  ['/api/docs/', '/api/docs'],
  ['//a/alice./', '/a/alice.'],
  ['/f/CODE%E3%80%82', '/f/CODE'],
  ['/f/CODE%E3%82%92%E8%A6%8B%E3%81%A6', '/f/CODE'],
  ['/f/CODEを見て', '/f/CODE'],
  ['/f/CODE%', '/f/CODE'],
  ['/f/CODE%E3%80', '/f/CODE'],
  ['/f/CODE%E3%8', '/f/CODE'],
  ['/f/COD%45%29', '/f/COD%45'],
])('%s becomes %s', (path, tidy) => {
  expect(tidyPath(path)).toBe(tidy);
});

test.each([
  '/',
  '/f/CODE',
  '/f/CO-_',
  '/f/CODE.png',
  '/f/%00',
  '/f/%E0%A4%A',
  '/%E8%AA%B0',
  '/f/)',
  '/a/%E8%AA%B0',
  '/a/why!',
])('%s stays as it is', (path) => {
  expect(tidyPath(path)).toBe(path);
});
