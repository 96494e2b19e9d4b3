import { expect, test } from 'vitest';
import { partsOfWall, wallRouteIn } from './wall-route.ts';

test('a filter and a model are read back from the address', () => {
  for (const filter of ['', 'smile+.age-']) {
    for (const model of [undefined, 'a82bcb']) {
      expect(wallRouteIn(partsOfWall({ filter, model }))).toEqual({ filter, model });
    }
  }
  expect(partsOfWall({ filter: '', model: undefined })).toEqual([]);
  expect(wallRouteIn(['smile+', 'nobody'])).toEqual({ filter: 'smile+', model: undefined });
});
