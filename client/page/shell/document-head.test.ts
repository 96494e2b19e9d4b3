import { expect, test } from 'vitest';
import { VIEW_NAMES } from '../views.ts';
import { sharedRoute, titleOf } from './document-head.ts';

test('every view has a title of its own, in both languages, and so has a face', () => {
  const routes = [
    ...VIEW_NAMES.map((view) => ({ view, code: null, parts: [] })),
    { view: 'faces', code: 'EBorPCp3kQ', parts: [] } as const,
  ];
  for (const language of ['en', 'ja'] as const) {
    expect(new Set(routes.map((route) => titleOf(route, language))).size).toBe(routes.length);
  }
});

test('a face in the studio is shared as the face, and the studio without one as the studio', () => {
  const inStudio = { view: 'studio', code: 'EBorPCp3kQ', parts: [] } as const;
  expect(titleOf(inStudio, 'en')).toBe('Studio · Dareka');
  expect(titleOf(sharedRoute(inStudio), 'en')).toBe('Someone who does not exist · Dareka');
  expect(titleOf(sharedRoute({ ...inStudio, code: null }), 'en')).toBe('Studio · Dareka');
});

test('a face has the title that the edge gave it, in the language in which it did', () => {
  const face = { view: 'faces', code: 'EBorPCp3kQ', parts: [] } as const;
  const written = { code: face.code, language: 'en', title: 'A 7 that nobody wrote · Dareka' };
  expect(titleOf(face, 'en', written)).toBe(written.title);
  expect(titleOf(face, 'ja', written)).toBe('どこにもいない人 · Dareka');
  expect(titleOf({ ...face, code: 'EBorPCoqEw' }, 'en', written)).toBe('Someone who does not exist · Dareka');
  expect(titleOf({ ...face, view: 'studio' }, 'en', written)).toBe('Studio · Dareka');
});
