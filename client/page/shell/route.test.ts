import { expect, test } from 'vitest';
import { VIEW_NAMES } from '../views.ts';
import { facePath, formatRoute, type PageRoute, parseFacePath, parseRoute } from './route.ts';

test('only a path of the form /f/CODE is the path of a face', () => {
  expect(parseFacePath('/f/EBorPCp3kQ')).toBe('EBorPCp3kQ');
  expect(parseFacePath('/f/EBorPCp3kQ/')).toBe('EBorPCp3kQ');
  expect(parseFacePath('/f/not a code')).toBe('not a code');
  for (const path of ['/', '/f/', '/f', '/g/EBorPCp3kQ', '/f/a/b']) {
    expect(parseFacePath(path)).toBeNull();
  }
});

test('the path of a share code is parsed to the same code', () => {
  expect(parseFacePath(facePath('EBorPCp3kQ'))).toBe('EBorPCp3kQ');
});

test('every route is parsed from its address unchanged', () => {
  for (const view of VIEW_NAMES) {
    for (const code of [null, 'EBorPCp3kQ']) {
      for (const parts of [[], ['a.b', 'c']]) {
        const route: PageRoute = { view, code, parts };
        const { query, ...others } = parseRoute(new URL(formatRoute(route), 'https://dareka.invalid'));
        expect(others).toEqual(route);
        expect(query ?? {}).toEqual({});
      }
    }
  }
});

test('an address that names no view opens the wall', () => {
  expect(parseRoute(new URL('https://dareka.invalid/#nowhere/else'))).toEqual({
    view: 'faces',
    code: null,
    parts: [],
  });
});

test('a view may have a query of its own, apart from what the query asks of the whole page', () => {
  const route = {
    view: 'avatars',
    code: null,
    parts: [],
    query: { name: 'だれか & co', age: 'old' },
  } as const;
  const address = new URL(formatRoute(route), 'https://dareka.invalid');
  expect(address.pathname).toBe('/avatars');
  address.searchParams.set('lang', 'ja');
  expect(parseRoute(address)).toEqual(route);
  address.pathname = '/studio';
  expect(parseRoute(address)).toEqual({ view: 'studio', code: null, parts: [] });
});
