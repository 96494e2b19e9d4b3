/** The id of a short link: the beginning of a hash of its code, so that the same code gives the same id everywhere. */

/** Digits and letters without those that are taken for one another: 0 O, 1 l I. */
const ALPHABET = '23456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';

export const SHORTEST_ID = 7;
export const LONGEST_ID = 20;

export const ID = new RegExp(`^[${ALPHABET}]{${SHORTEST_ID},${LONGEST_ID}}$`);

/**
 * Ids for a code, the first of 7 characters, each of the others a character longer: of a million links, one pair has the
 * same first id with a probability of about a quarter, and the second of the two then takes its next one.
 */
export async function idsOf(code: string): Promise<string[]> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code)));
  let number = digest.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  const base = BigInt(ALPHABET.length);
  let text = '';
  while (text.length < LONGEST_ID) {
    text += ALPHABET.charAt(Number(number % base));
    number /= base;
  }
  return Array.from({ length: LONGEST_ID - SHORTEST_ID + 1 }, (_, i) => text.slice(0, SHORTEST_ID + i));
}
