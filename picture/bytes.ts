/** Bytes of files: put together, compared, and as numbers and texts. */

export type Bytes = Uint8Array<ArrayBuffer>;

export function joinBytes(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A text in UTF-8. */
export function utf8(text: string): Bytes {
  return Uint8Array.from(new TextEncoder().encode(text));
}

/** Whether the bytes at a place spell a text of ASCII characters. */
export function spells(bytes: Uint8Array, at: number, text: string): boolean {
  return Array.from(text).every((character, i) => bytes[at + i] === character.charCodeAt(0));
}

/** An unsigned integer in `size` bytes, the highest first. */
export function bigEndian(value: number, size: 2 | 4): Bytes {
  return littleEndian(value, size).reverse();
}

/** An unsigned integer in `size` bytes, the lowest first. */
export function littleEndian(value: number, size: 2 | 3 | 4): Bytes {
  return Uint8Array.from({ length: size }, (_, i) => value >>> (8 * i));
}

/** The unsigned integer in `size` bytes, the highest first; those past the end are 0. */
export function readBigEndian(bytes: Uint8Array, at: number, size: 2 | 4): number {
  return Array.from({ length: size }).reduce<number>((value, _, i) => value * 256 + (bytes[at + i] ?? 0), 0);
}

/** The unsigned integer in `size` bytes, the lowest first; those past the end are 0. */
export function readLittleEndian(bytes: Uint8Array, at: number, size: 2 | 3 | 4): number {
  return Array.from({ length: size }).reduceRight<number>(
    (value, _, i) => value * 256 + (bytes[at + i] ?? 0),
    0,
  );
}
