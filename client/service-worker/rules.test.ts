import { expect, test } from 'vitest';
import { isPage, sourceOf } from './rules.ts';

test('what never changes is taken from what is kept, what may change from the network', () => {
  for (const path of ['/assets/main-1a2b.js', '/models/a-1a2b3c/film.webp', '/ort/1.30.0/ort.wasm']) {
    expect(sourceOf(path)).toBe('kept');
  }
  expect(sourceOf('/models/index.json')).toBe('network');
});

test('the API, pictures of the edge and what the engine keeps itself pass by', () => {
  for (const path of ['/api/seed', '/f/EBorPCp3kQ.png', '/models/a-1a2b3c/generator.onnx', '/sw.js']) {
    expect(sourceOf(path)).toBeNull();
  }
});

test('the wall and faces are the page; pictures and embeds are not', () => {
  for (const path of ['/', '/f/EBorPCp3kQ']) {
    expect(isPage(path)).toBe(true);
  }
  for (const path of ['/f/EBorPCp3kQ.png', '/embed/EBorPCp3kQ', '/api/docs', '/s/abc']) {
    expect(isPage(path)).toBe(false);
  }
});
