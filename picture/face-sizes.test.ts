import { expect, test } from 'vitest';
import { usualSizeFor } from './face-sizes.ts';

test('a picture is requested at the smallest usual size that is large enough, and at the largest one otherwise', () => {
  expect([1, 64, 65, 256, 512, 4000].map(usualSizeFor)).toEqual([64, 64, 128, 256, 512, 512]);
});
