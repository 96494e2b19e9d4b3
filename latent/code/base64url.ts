/**
 * base64url without padding (RFC 4648, section 5). Decoding is strict: only one text decodes to given bytes, so unused bits
 * of the last character have to be zero.
 */
import { CodeError } from './code-error.ts';

export const BASE64URL_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES: ReadonlyMap<string, number> = new Map(
  [...BASE64URL_ALPHABET].map((character, value) => [character, value]),
);

export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  let pending = 0;
  let bits = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += BASE64URL_ALPHABET.charAt((pending >> bits) & 0x3f);
    }
    pending &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE64URL_ALPHABET.charAt(pending << (6 - bits)) : text;
}

/** @throws CodeError of reason 'alphabet' or 'length', with the index of the byte that the wrong character is a part of */
export function fromBase64url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let length = 0;
  let pending = 0;
  let bits = 0;
  for (const [position, character] of [...text].entries()) {
    const value = VALUES.get(character);
    if (value === undefined) {
      const detail = `character ${position}, ${JSON.stringify(character)}, is not base64url`;
      throw new CodeError('alphabet', length, detail);
    }
    pending = (pending << 6) | value;
    bits += 6;
    if (bits < 8) {
      continue;
    }
    bits -= 8;
    bytes[length++] = pending >> bits;
    pending &= (1 << bits) - 1;
  }
  if (bits === 6) {
    throw new CodeError('length', length, `${text.length} characters are not a whole number of bytes`);
  }
  if (pending !== 0) {
    const detail = `the last character, ${JSON.stringify(text.at(-1))}, has unused bits`;
    throw new CodeError('alphabet', length - 1, detail);
  }
  return bytes;
}
