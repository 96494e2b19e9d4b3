import { expect, test } from 'vitest';
import { routeOfWall, wallInRoute } from './wall-route.ts';

test('a filter and a model are read back from the address', () => {
  for (const filter of ['', 'smile+.age-']) {
    for (const model of [undefined, 'a82bcb']) {
      expect(wallInRoute(routeOfWall({ filter, model }))).toEqual({ filter, model });
    }
  }
  expect(routeOfWall({ filter: '', model: undefined }).parts).toEqual([]);
  expect(wallInRoute({ parts: ['smile+', 'nobody'] })).toEqual({ filter: 'smile+', model: undefined });
});
