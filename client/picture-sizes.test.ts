import { expect, test } from 'vitest';
import { pictureSizeFor } from './picture-sizes.ts';

test('a picture is requested at the smallest size that is large enough, and at the largest size otherwise', () => {
  expect([1, 64, 65, 256, 512, 4000].map(pictureSizeFor)).toEqual([64, 64, 128, 256, 512, 512]);
});
