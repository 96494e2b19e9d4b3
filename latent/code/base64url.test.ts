import { describe, expect, it } from 'vitest';
import { philox } from '../seed/philox.ts';
import { fromBase64url, toBase64url } from './base64url.ts';

const samples = Array.from({ length: 300 }, (_, i) =>
  Uint8Array.from({ length: i % 50 }, (_, at) => philox(i, 0, at, 0, 0, 0)[0] & 0xff),
);

describe('base64url', () => {
  it("agrees with Node's on every length", () => {
    for (const bytes of samples) {
      const text = Buffer.from(bytes).toString('base64url');
      expect(toBase64url(bytes)).toBe(text);
      expect(fromBase64url(text)).toEqual(bytes);
    }
  });

  it('has the 64 characters in their order', () => {
    const bytes = Buffer.from(
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
      'base64url',
    );
    expect(Array.from(fromBase64url(toBase64url(bytes)))).toEqual([...bytes]);
    expect(toBase64url(bytes)).toHaveLength(64);
  });
});

describe('fromBase64url', () => {
  it.each([
    ['AAA+', 2],
    ['AA/A', 1],
    ['AA==', 1],
    ['AAAA ', 3],
    ['A\nAA', 0],
    ['AAAé', 2],
    ['AAAAA😀', 3],
  ])('refuses %j, and says that byte %i is in no alphabet', (text, byte) => {
    expect(() => fromBase64url(text)).toThrow(expect.objectContaining({ reason: 'alphabet', byte }));
  });

  it('refuses a single character that completes no byte', () => {
    expect(() => fromBase64url('AAAAA')).toThrow(expect.objectContaining({ reason: 'length', byte: 3 }));
  });

  it('refuses every last character with bits that are left over', () => {
    const accepted = (start: string) =>
      [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter((last) => {
        try {
          return fromBase64url(start + last).length > 0;
        } catch {
          return false;
        }
      });
    expect(accepted('A').join('')).toBe('AQgw');
    expect(accepted('AA').join('')).toBe('AEIMQUYcgkosw048');
    expect(() => fromBase64url('AB')).toThrow(expect.objectContaining({ reason: 'alphabet', byte: 0 }));
  });
});
