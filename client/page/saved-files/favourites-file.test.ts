import { expect, test } from 'vitest';
import { encodeFace } from '../../../latent/code/code.ts';
import { seedFace } from '../../../latent/face.ts';
import { readFavourites, writeFavourites } from './favourites-file.ts';

const codes = [1, 2, 3].map((seed) => encodeFace(seedFace('1a2b3c', seed)));

test('favourites come back from their file, in their order', async () => {
  expect(readFavourites(await writeFavourites(codes).text())).toEqual({ codes, damaged: 0 });
});

test('damaged codes are counted and left out', () => {
  const text = JSON.stringify({ dareka: 'favourites', codes: [codes[0], 'EBor', 7, null] });
  expect(readFavourites(text)).toEqual({ codes: [codes[0]], damaged: 3 });
});

test.each([
  '',
  'codes',
  '[]',
  'null',
  '{"codes":[]}',
  '{"dareka":"favourites"}',
  '{"dareka":"quiz","codes":[]}',
])('%s is no file of favourites', (text) => {
  expect(readFavourites(text)).toBeNull();
});
