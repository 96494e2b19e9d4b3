import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { crc32 } from './png/crc32.ts';
import { unfilter } from './png/filters.ts';
import { decodePng, encodePng } from './png.ts';

/** Opaque pixels without a pattern that a filter could exploit. */
function noise(width: number, height: number) {
  const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : (Math.imul(i + 1, 0x9e3779b1) >>> 24) & 0xff,
  );
  return { width, height, data };
}

/** A PNG as another program might write it: RGB, a filter of each type, the data in two chunks. */
function foreignPng(width: number, rows: number[][]): ArrayBuffer {
  function chunk(type: string, data: Uint8Array): Buffer {
    const named = Buffer.concat([Buffer.from(type), data]);
    const framed = Buffer.alloc(named.length + 8);
    framed.writeUInt32BE(data.length, 0);
    named.copy(framed, 4);
    framed.writeUInt32BE(crc32(named), named.length + 4);
    return framed;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const body = deflateSync(Uint8Array.from(rows.flat()));
  const file = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('Comment\0nobody')),
    chunk('IDAT', body.subarray(0, 5)),
    chunk('IDAT', body.subarray(5)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
}

test('what is encoded decodes to the same pixels', async () => {
  const picture = noise(13, 7);
  const file = await encodePng(picture);
  expect(await decodePng(file.buffer)).toEqual(picture);
});

test('translucent pixels keep their alpha', async () => {
  const { width, height, data } = noise(5, 6);
  data[4 * 7 + 3] = 128;
  const file = await encodePng({ width, height, data });
  expect(await decodePng(file.buffer)).toEqual({ width, height, data });
});

test('all five filters of the specification are undone', async () => {
  const rows = [
    [0, 10, 20, 30, 40, 50, 60],
    [1, 10, 20, 30, 1, 1, 1],
    [2, 1, 1, 1, 1, 1, 1],
    [3, 10, 10, 10, 10, 10, 10],
    [4, 5, 5, 5, 5, 5, 5],
  ];
  const { data } = await decodePng(foreignPng(2, rows));
  const rgb = Array.from(data).filter((_, i) => i % 4 !== 3);
  expect(rgb).toEqual([
    ...[10, 20, 30, 40, 50, 60],
    ...[10, 20, 30, 11, 21, 31],
    ...[11, 21, 31, 12, 22, 32],
    ...[15, 20, 25, 23, 31, 38],
    ...[20, 25, 30, 28, 36, 43],
  ]);
});

describe('a file that cannot be read is refused with a sentence', () => {
  test.each<[string, () => ArrayBuffer, string]>([
    ['no PNG', () => new TextEncoder().encode('GIF89a, of all things').buffer, 'not a PNG'],
    ['an empty file', () => new ArrayBuffer(0), 'not a PNG'],
    ['a chunk cut off', () => foreignPng(1, [[0, 1, 2, 3]]).slice(0, 50), 'tEXt is cut off'],
    ['a file without pixels', () => foreignPng(1, [[0, 1, 2, 3]]).slice(0, 33), 'the PNG is cut off'],
    ['too few rows', () => foreignPng(2, [[0, 1, 2, 3]]), '4 bytes for 1 rows of 1 + 6'],
    ['an unknown filter', () => foreignPng(1, [[9, 1, 2, 3]]), 'row 0 has the filter 9'],
  ])('%s', async (_, file, message) => {
    await expect(decodePng(file())).rejects.toThrow(message);
  });

  test('16 bits a channel', async () => {
    const file = foreignPng(1, [[0, 1, 2, 3]]);
    new DataView(file).setUint8(24, 16);
    await expect(decodePng(file)).rejects.toThrow('bit depth 16');
  });
});

test('crc32 gives the check value of its catalog entry', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

test('unfilter refuses incomplete rows', () => {
  expect(() => unfilter(new Uint8Array(6), 2, 3, 3)).toThrow(RangeError);
});
