import { expect, it } from 'vitest';
import { decodeVarint, encodeVarint } from './varint.ts';

it.each([
  [0, [0]],
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  [300, [0xac, 0x02]],
  [2 ** 53 - 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
])('%d is written as LEB128, and read back', (value, bytes) => {
  expect(encodeVarint(value)).toEqual(bytes);
  expect(encodeVarint(BigInt(value))).toEqual(bytes);
  expect(decodeVarint(Uint8Array.of(9, ...bytes, 9), 1)).toEqual({
    value: BigInt(value),
    end: 1 + bytes.length,
    complete: true,
  });
});

it('a negative integer takes ten bytes, in two’s complement', () => {
  expect(encodeVarint(-1)).toEqual([...Array(9).fill(0xff), 1]);
  expect(BigInt.asIntN(64, decodeVarint(Uint8Array.from(encodeVarint(-7)), 0).value)).toBe(-7n);
});

it('one that does not end, or is too long, is incomplete', () => {
  expect(decodeVarint(Uint8Array.of(0x80, 0x80), 0)).toMatchObject({ end: 2, complete: false });
  expect(decodeVarint(new Uint8Array(11).fill(0x80), 0)).toMatchObject({ end: 10, complete: false });
});
