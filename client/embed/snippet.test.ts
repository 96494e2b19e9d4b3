import { expect, test } from 'vitest';
import { codeIn, type SnippetOptions, snippetOf } from './snippet.ts';

const ORIGIN = 'https://dareka.example';
const options: SnippetOptions = {
  kind: 'element',
  code: 'EBorPCp3kQ',
  size: 200,
  interactive: true,
  controls: false,
  walk: false,
  pinned: null,
  alt: 'Nobody "at all"',
};

test('the element contains a picture of the same size, which is shown until the script has run', () => {
  expect(
    snippetOf(options, ORIGIN),
  ).toBe(`<script type="module" src="https://dareka.example/embed/v1/dareka.js"></script>
<dareka-face code="EBorPCp3kQ" size="200" interactive><img src="https://dareka.example/f/EBorPCp3kQ.webp?size=256"
  width="200" height="200" alt="Nobody &quot;at all&quot;" loading="lazy"></dareka-face>`);
});

test('the tag of a pinned script has its version in the URL, and its integrity hash', () => {
  const pinned = { version: '1.0.0', integrity: 'sha384-abc' };
  expect(snippetOf({ ...options, pinned }, ORIGIN)).toContain(
    `<script type="module" src="https://dareka.example/embed/v1.0.0/dareka.js"\n  integrity="sha384-abc" crossorigin></script>`,
  );
});

test('a frame is sandboxed and may only run scripts, and a picture is one img element', () => {
  expect(snippetOf({ ...options, kind: 'frame' }, ORIGIN)).toMatch(
    /^<iframe src="https:\/\/dareka.example\/embed\/EBorPCp3kQ"[^>]*sandbox="allow-scripts"/,
  );
  expect(snippetOf({ ...options, kind: 'picture' }, ORIGIN)).toMatch(
    /^<img src="[^"]*\.png\?size=256"[^>]*>$/,
  );
});

test('codeIn finds the code in a code or in any link to a face', () => {
  for (const text of [
    'EBorPCp3kQ',
    ' https://a.example/f/EBorPCp3kQ?x=1 ',
    '/embed/EBorPCp3kQ',
    'https://a.example/f/EBorPCp3kQ.png',
  ]) {
    expect(codeIn(text)).toBe('EBorPCp3kQ');
  }
});
