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
  ['/é.', '/%C3%A9'],
])('%s becomes %s', (path, tidy) => {
  expect(tidyPath(path)).toBe(tidy);
});

test.each(['/', '/f/CODE', '/f/CO-_', '/f/CODE.png', '/f/%00', '/f/%E0%A4%A', '/f/100%', '/f/)', '/a/why!'])(
  '%s stays as it is',
  (path) => {
    expect(tidyPath(path)).toBe(path);
  },
);
