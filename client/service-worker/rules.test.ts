import { expect, test } from 'vitest';
import { documentFor, strategyFor } from './rules.ts';

test('immutable files are answered from the cache first, files that may change from the network first', () => {
  for (const path of ['/assets/main-1a2b.js', '/models/a-1a2b3c/film.webp', '/ort/1.30.0/ort.wasm']) {
    expect(strategyFor(path)).toBe('cacheFirst');
  }
  expect(strategyFor('/models/index.json')).toBe('networkFirst');
});

test('the API, pictures of the edge and files that the engine stores itself are left to the network', () => {
  for (const path of [
    '/api/seed',
    '/f/EBorPCp3kQ.png',
    '/models/a-1a2b3c/generator.onnx',
    '/models/a-1a2b3c/directions.bin',
    '/sw.js',
  ]) {
    expect(strategyFor(path)).toBeNull();
  }
});

test('paths of the wall, of views and of faces are answered with the page, those of pictures and frames by the network', () => {
  for (const path of ['/', '/f/EBorPCp3kQ', '/studio', '/quiz/']) {
    expect(documentFor(path)).toBe('/');
  }
  expect(documentFor('/embed')).toBe('/embed');
  for (const path of ['/f/EBorPCp3kQ.png', '/embed/EBorPCp3kQ', '/api/docs', '/s/abc']) {
    expect(documentFor(path)).toBeNull();
  }
});
