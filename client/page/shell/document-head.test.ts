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
