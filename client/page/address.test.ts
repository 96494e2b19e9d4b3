import { expect, test } from 'vitest';
import { codeInPath, pathOf } from './address.ts';

test('a path is a face where it is /f/CODE, and nowhere else', () => {
  expect(codeInPath('/f/EBorPCp3kQ')).toBe('EBorPCp3kQ');
  expect(codeInPath('/f/EBorPCp3kQ/')).toBe('EBorPCp3kQ');
  expect(codeInPath('/f/not a code')).toBe('not a code');
  for (const path of ['/', '/f/', '/f', '/g/EBorPCp3kQ', '/f/a/b']) expect(codeInPath(path)).toBeNull();
});

test('the path of a code leads back to it', () => {
  expect(codeInPath(pathOf('EBorPCp3kQ'))).toBe('EBorPCp3kQ');
});
