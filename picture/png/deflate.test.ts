import { deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { deflate } from './deflate.ts';
import { huffmanCode } from './huffman.ts';

function noise(length: number, of: (word: number) => number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => of(Math.imul(i + 1, 0x9e3779b1) >>> 0));
}

test.each([
  ['nothing', new Uint8Array()],
  ['one byte', Uint8Array.of(7)],
  ['two of the same', Uint8Array.of(7, 7)],
  [
    'runs of every length',
    Uint8Array.from(Array.from({ length: 300 }, (_, run) => Array<number>(run).fill(run)).flat()),
  ],
  ['one long run', new Uint8Array(100_000).fill(9)],
  ['noise of several blocks', noise(100_000, (word) => word >>> 24)],
  ['small numbers, as of filtered rows', noise(70_000, (word) => 3 * Math.clz32(word))],
])('%s is inflated by zlib to the same bytes', (_, bytes) => {
  expect(Buffer.compare(inflateSync(deflate(bytes)), bytes)).toBe(0);
});

test('takes hardly more bytes than zlib does by run lengths', () => {
  const bytes = noise(200_000, (word) => 3 * Math.clz32(word));
  const zlib = deflateSync(bytes, { strategy: 3 }).length;
  expect(deflate(bytes).length).toBeLessThan(zlib * 1.01);
});

test('a Huffman code is complete, and no longer than it may be', () => {
  // Fibonacci numbers as frequencies make the deepest tree.
  const frequencies = new Uint32Array(40);
  frequencies.forEach((_, i) => {
    frequencies[i] = i < 2 ? 1 : (frequencies[i - 1] ?? 0) + (frequencies[i - 2] ?? 0);
  });
  for (const limit of [7, 15]) {
    const { lengths } = huffmanCode(frequencies.slice(), limit);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(limit);
    // Kraft's sum.
    expect(lengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
  }
});
