import { describe, expect, test } from 'vitest';
import { bytesOf } from '../testing/fetch-worker.ts';
import { parseRange, sliceStream } from './range.ts';

describe('a Range header', () => {
  test.each([
    ['bytes=0-0', { start: 0, length: 1 }],
    ['bytes=2-5', { start: 2, length: 4 }],
    ['bytes=2-', { start: 2, length: 8 }],
    ['bytes=9-100', { start: 9, length: 1 }],
    ['bytes=-4', { start: 6, length: 4 }],
    ['bytes=-100', { start: 0, length: 10 }],
    ['Bytes= 1-2 ', { start: 1, length: 2 }],
  ])('%s asks for a part of 10 bytes', (header, range) => {
    expect(parseRange(header, 10)).toEqual(range);
  });

  test.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('%s cannot be satisfied from 10 bytes', (header) => {
    expect(parseRange(header, 10)).toBe('unsatisfiable');
  });

  test.each(['bytes=5-2', 'bytes=0-1,3-4', 'bytes=', 'bytes=-', 'bytes=a-b', 'items=0-1', 'bytes=1.5-2', ''])(
    '"%s" is ignored',
    (header) => {
      expect(parseRange(header, 10)).toBeUndefined();
    },
  );

  test('cannot be satisfied from an empty file', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(parseRange('bytes=-1', 0)).toBe('unsatisfiable');
  });
});

test('a slice of a stream is the same, however the stream is cut into chunks', async () => {
  const bytes = Uint8Array.from({ length: 50 }, (_, i) => i);
  for (const size of [1, 7, 50]) {
    for (const range of [
      { start: 0, length: 1 },
      { start: 6, length: 8 },
      { start: 49, length: 1 },
      { start: 0, length: 50 },
    ]) {
      const chunks = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let i = 0; i < bytes.length; i += size) {
            controller.enqueue(bytes.slice(i, i + size));
          }
          controller.close();
        },
      });
      const part = await bytesOf(new Response(chunks.pipeThrough(sliceStream(range))));
      expect(part).toEqual(bytes.slice(range.start, range.start + range.length));
    }
  }
});
