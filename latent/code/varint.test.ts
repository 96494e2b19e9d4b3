import { expect, it } from 'vitest';
import { decodeVarint, decodeVarint64, encodeVarint, encodeVarint64 } from './varint.ts';

it.each([
  [0, [0]],
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  [300, [0xac, 0x02]],
  [2 ** 53 - 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
])('%d is encoded as LEB128, and decoded again', (value, bytes) => {
  expect(encodeVarint(value)).toEqual(bytes);
  expect(encodeVarint64(BigInt(value))).toEqual(bytes);
  const decoded = { value, end: 1 + bytes.length, complete: true };
  expect(decodeVarint(Uint8Array.of(9, ...bytes, 9), 1)).toEqual(decoded);
  expect(decodeVarint64(Uint8Array.of(9, ...bytes, 9), 1)).toEqual({ ...decoded, value: BigInt(value) });
});

it('a negative integer takes ten bytes, in two’s complement', () => {
  expect(encodeVarint64(-1n)).toEqual([...Array(9).fill(0xff), 1]);
  expect(BigInt.asIntN(64, decodeVarint64(Uint8Array.from(encodeVarint64(-7n)), 0).value)).toBe(-7n);
});

it('a number beyond 2^53 is not rounded into the exact range', () => {
  for (const value of [2n ** 53n, 2n ** 53n + 1n, 2n ** 64n - 1n]) {
    const bytes = Uint8Array.from(encodeVarint64(value));
    expect(decodeVarint(bytes, 0).value).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    expect(decodeVarint64(bytes, 0).value).toBe(value);
  }
});

it.each([decodeVarint, decodeVarint64])(
  'a varint that does not end, or is too long, is refused as incomplete',
  (decode) => {
    expect(decode(Uint8Array.of(0x80, 0x80), 0)).toMatchObject({ end: 2, complete: false });
    expect(decode(new Uint8Array(11).fill(0x80), 0)).toMatchObject({ end: 10, complete: false });
  },
);
