/** The id of a short link: the beginning of a hash of its code, so that the same code gives the same id everywhere. */

/** Digits and letters, without those that look alike: 0 O, 1 l I. */
const ALPHABET = '23456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';

const MIN_LENGTH = 7;
const MAX_LENGTH = 20;

export const LINK_ID = new RegExp(`^[${ALPHABET}]{${MIN_LENGTH},${MAX_LENGTH}}$`);

/**
 * The ids that a code may have, in order of preference: the first has 7 characters, each of the others one more. Among a
 * million links, two have the same first id with a probability of about a quarter; the later one gets its second id.
 */
export async function candidateIds(code: string): Promise<string[]> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code)));
  let number = digest.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  const base = BigInt(ALPHABET.length);
  let text = '';
  while (text.length < MAX_LENGTH) {
    text += ALPHABET.charAt(Number(number % base));
    number /= base;
  }
  return Array.from({ length: MAX_LENGTH - MIN_LENGTH + 1 }, (_, i) => text.slice(0, MIN_LENGTH + i));
}
