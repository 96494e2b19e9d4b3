import { expect, test } from 'vitest';
import { VIEW_NAMES } from '../views.ts';
import { sharedRoute, titleOf } from './document-head.ts';

const WORDS = { title: 'A 7 that nobody wrote' };

test('every view has a title of its own, in both languages, and so has a face', () => {
  const routes = [
    ...VIEW_NAMES.map((view) => ({ view, code: null, parts: [] })),
    { view: 'faces', code: 'EBorPCp3kQ', parts: [] } as const,
  ];
  for (const language of ['en', 'ja'] as const) {
    expect(new Set(routes.map((route) => titleOf(route, language, WORDS))).size).toBe(routes.length);
  }
});

test('a face in the studio is shared as the face, and the studio without one as the studio', () => {
  const inStudio = { view: 'studio', code: 'EBorPCp3kQ', parts: [] } as const;
  expect(titleOf(inStudio, 'en', WORDS)).toBe('Studio · Dareka');
  expect(titleOf(sharedRoute(inStudio), 'en', WORDS)).toBe('A 7 that nobody wrote · Dareka');
  expect(titleOf(sharedRoute({ ...inStudio, code: null }), 'en', null)).toBe('Studio · Dareka');
});

test('a face has no title before it is known what its model draws', () => {
  expect(titleOf({ view: 'faces', code: 'EBorPCp3kQ', parts: [] }, 'en', null)).toBeNull();
  expect(titleOf({ view: 'studio', code: 'EBorPCp3kQ', parts: [] }, 'en', null)).toBe('Studio · Dareka');
});
