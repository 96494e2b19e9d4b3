import { expect, test } from 'vitest';
import { contentType } from './content-type.ts';

test.each([
  ['a.css', 'text/css; charset=utf-8'],
  ['favicon.ico', 'image/vnd.microsoft.icon'],
  ['index.html', 'text/html; charset=utf-8'],
  ['a.JPG', 'image/jpeg'],
  ['main-1a2b.js', 'text/javascript; charset=utf-8'],
  ['ort.mjs', 'text/javascript; charset=utf-8'],
  ['manifest.json', 'application/json'],
  ['history.jsonl', 'application/x-ndjson'],
  ['main.js.map', 'application/json'],
  ['card.md', 'text/markdown; charset=utf-8'],
  ['generator.onnx', 'application/octet-stream'],
  ['generator.weights', 'application/octet-stream'],
  ['directions.bin', 'application/octet-stream'],
  ['probe.png', 'image/png'],
  ['favicon.svg', 'image/svg+xml'],
  ['robots.txt', 'text/plain; charset=utf-8'],
  ['ort.wasm', 'application/wasm'],
  ['app.webmanifest', 'application/manifest+json'],
  ['a.webp', 'image/webp'],
  ['a.woff2', 'font/woff2'],
  ['LICENSE', 'application/octet-stream'],
])('%s is %s', (name, type) => {
  expect(contentType(name)).toBe(type);
});
