/** Counts how many texts that are no share codes, random ones and damaged codes, are accepted as share codes. */
import { BASE64URL_ALPHABET, toBase64url } from '../../../latent/code/base64url.ts';
import { decodeFaceOrNull, encodeFace } from '../../../latent/code/code.ts';
import { randomFaces, replaceAt, seededRandom } from '../../../latent/testing/random-faces.ts';

/** Of a checksum of 16 bits. */
const FALSE_POSITIVE_RATE = 2 ** -16;
/** More than this number of standard deviations above the mean is not chance. */
const SIGMAS = 5;
/** How many intact codes are damaged again and again: encoding a new one each time would take longer than decoding. */
const BASES = 2000;

export type AcceptedCodes = {
  readonly tried: number;
  readonly accepted: number;
  readonly maxByChance: number;
};

/**
 * Half of the texts are random bytes in base64url, half are codes with 2 to 6 characters replaced.
 *
 * @throws whatever decoding throws that is not a CodeError
 */
export function countAcceptedCodes(count: number, seed: number): AcceptedCodes {
  const random = seededRandom(seed);
  const makers = Object.values(randomFaces);
  const bases = Array.from({ length: BASES }, (_, i) => {
    const make = makers[i % makers.length];
    if (make === undefined) {
      throw new Error('there are no kinds of faces');
    }
    return encodeFace(make(random));
  });
  let accepted = 0;
  for (let i = 0; i < count; i++) {
    const base = bases[i % BASES] ?? '';
    let text = base;
    if (i % 2 === 0) {
      text = toBase64url(Uint8Array.from({ length: 7 + (i % 40) }, () => random(256)));
    } else {
      for (let changes = 2 + (i % 5); changes > 0; changes--) {
        text = replaceAt(text, random(base.length), BASE64URL_ALPHABET.charAt(random(64)));
      }
    }
    if (text !== base && decodeFaceOrNull(text) !== null) {
      accepted++;
    }
  }
  const mean = count * FALSE_POSITIVE_RATE;
  return { tried: count, accepted, maxByChance: Math.ceil(mean + SIGMAS * Math.sqrt(mean)) };
}
