import { expect, test } from 'vitest';
import { codeInPath, hrefOf, pathOf, type Route, routeOf, VIEWS } from './address.ts';

test('a path is a face where it is /f/CODE, and nowhere else', () => {
  expect(codeInPath('/f/EBorPCp3kQ')).toBe('EBorPCp3kQ');
  expect(codeInPath('/f/EBorPCp3kQ/')).toBe('EBorPCp3kQ');
  expect(codeInPath('/f/not a code')).toBe('not a code');
  for (const path of ['/', '/f/', '/f', '/g/EBorPCp3kQ', '/f/a/b']) {
    expect(codeInPath(path)).toBeNull();
  }
});

test('the path of a code leads back to it', () => {
  expect(codeInPath(pathOf('EBorPCp3kQ'))).toBe('EBorPCp3kQ');
});

test('every route leads back to itself through its address', () => {
  for (const view of VIEWS) {
    for (const code of [null, 'EBorPCp3kQ']) {
      for (const parts of [[], ['a.b', 'c']]) {
        const route: Route = { view, code, parts };
        const { pathname, hash } = new URL(hrefOf(route), 'https://dareka.invalid');
        expect(routeOf(pathname, hash)).toEqual(route);
      }
    }
  }
});

test('an address of no view is the wall', () => {
  expect(routeOf('/', '#nowhere/else')).toEqual({ view: 'faces', code: null, parts: [] });
});
