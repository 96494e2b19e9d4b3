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

test('an element has a picture inside, of its own size, for before the script and without it', () => {
  expect(
    snippetOf(options, ORIGIN),
  ).toBe(`<script type="module" src="https://dareka.example/embed/v1/dareka.js"></script>
<dareka-face code="EBorPCp3kQ" size="200" interactive><img src="https://dareka.example/f/EBorPCp3kQ.png?size=256"
  width="200" height="200" alt="Nobody &quot;at all&quot;" loading="lazy"></dareka-face>`);
});

test('a pinned script has its version in the address, and its integrity', () => {
  const pinned = { version: '1.0.0', integrity: 'sha384-abc' };
  expect(snippetOf({ ...options, pinned }, ORIGIN)).toContain(
    `<script type="module" src="https://dareka.example/embed/v1.0.0/dareka.js"\n  integrity="sha384-abc" crossorigin></script>`,
  );
});

test('a frame may run scripts and nothing else; a picture is a picture', () => {
  expect(snippetOf({ ...options, kind: 'frame' }, ORIGIN)).toMatch(
    /^<iframe src="https:\/\/dareka.example\/embed\/EBorPCp3kQ"[^>]*sandbox="allow-scripts"/,
  );
  expect(snippetOf({ ...options, kind: 'picture' }, ORIGIN)).toMatch(/^<img [^>]*>$/);
});

test('what is pasted may be a code, or any link to a face', () => {
  for (const text of [
    'EBorPCp3kQ',
    ' https://a.example/f/EBorPCp3kQ?x=1 ',
    '/embed/EBorPCp3kQ',
    'https://a.example/f/EBorPCp3kQ.png',
  ]) {
    expect(codeIn(text)).toBe('EBorPCp3kQ');
  }
});
