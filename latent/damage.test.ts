import { describe, expect, it, vi } from 'vitest';
import { BASE64URL_ALPHABET, fromBase64url, toBase64url } from './code/base64url.ts';
import { decodeFace, encodeFace } from './code/code.ts';
import { latentFace } from './face.ts';
import {
  codeErrorOf,
  type RandomInt,
  randomFaces,
  randomStep,
  replaceAt,
  seededRandom,
} from './testing/random-faces.ts';

vi.setConfig({ testTimeout: 60_000 });

const kinds = Object.entries(randomFaces);

describe('damage to a share code', () => {
  it.each(kinds)('to a single character is detected: %s', (_, randomFace) => {
    const random = seededRandom(3);
    for (let i = 0; i < 20; i++) {
      const code = encodeFace(randomFace(random));
      for (let at = 0; at < code.length; at++) {
        for (const character of `${BASE64URL_ALPHABET}+/= %\u00e9`.replace(code.charAt(at), '')) {
          if (!codeErrorOf(replaceAt(code, at, character))) {
            expect.fail(`${code} with ${character} at ${at} is accepted`);
          }
        }
      }
    }
  });

  it.each(kinds)('by two swapped neighbours is detected: %s', (_, randomFace) => {
    const random = seededRandom(4);
    for (let i = 0; i < 500; i++) {
      const code = encodeFace(randomFace(random));
      for (let at = 1; at < code.length; at++) {
        const [a, b] = [code.charAt(at - 1), code.charAt(at)];
        if (a === b) {
          continue;
        }
        const swapped = replaceAt(replaceAt(code, at - 1, b), at, a);
        if (!codeErrorOf(swapped)) {
          expect.fail(`${code} as ${swapped} is accepted`);
        }
      }
    }
  });

  // A random change passes a 16-bit checksum with the probability 2^-16, and then has to be canonical, too. Of n
  // changes the number that pass is then at most binomial, here as good as Poisson of mean n / 2^16. The bound is
  // the least number that is exceeded with a probability below 1e-6.
  const CHANGES = 100_000;
  /** To draw and encode a face takes longer than to refuse a damaged code; changes of one code are independent too. */
  const CHANGES_OF_A_CODE = 20;
  const mostAccepted = (() => {
    const mean = CHANGES / 2 ** 16;
    let most = 0;
    let term = Math.exp(-mean);
    for (let rest = 1 - term; rest > 1e-6; rest -= term) {
      term *= mean / ++most;
    }
    return most;
  })();

  it.each(kinds)(
    `to several characters is undetected at most ${mostAccepted} times in ${CHANGES}: %s`,
    (_, randomFace) => {
      const random = seededRandom(5);
      let accepted = 0;
      let code = '';
      for (let i = 0; i < CHANGES; i++) {
        code = i % CHANGES_OF_A_CODE === 0 ? encodeFace(randomFace(random)) : code;
        let damaged = code;
        for (let change = 2 + random(5); change > 0; change--) {
          damaged = replaceAt(damaged, random(code.length), BASE64URL_ALPHABET.charAt(random(64)));
        }
        if (damaged !== code && !codeErrorOf(damaged)) {
          accepted += 1;
        }
      }
      expect(accepted).toBeLessThanOrEqual(mostAccepted);
    },
  );

  /** A code with a character dropped or added anywhere, the end included. */
  function withOneMoreOrLess(code: string, random: RandomInt): string {
    const at = random(code.length);
    return replaceAt(
      code,
      at,
      random(2) === 0 ? '' : code.charAt(at) + BASE64URL_ALPHABET.charAt(random(64)),
    );
  }

  const seedKinds = kinds.filter(([name]) => name !== 'latent');
  it.each(seedKinds)(
    `by a missing or an added character is undetected at most ${mostAccepted} times in ${CHANGES}: %s`,
    (_, randomFace) => {
      const random = seededRandom(6);
      let accepted = 0;
      let code = '';
      for (let i = 0; i < CHANGES; i++) {
        code = i % CHANGES_OF_A_CODE === 0 ? encodeFace(randomFace(random)) : code;
        if (!codeErrorOf(withOneMoreOrLess(code, random))) {
          accepted += 1;
        }
      }
      expect(accepted).toBeLessThanOrEqual(mostAccepted);
    },
  );

  it('by a missing or an added character changes the length of a latent vector, which the model refuses', () => {
    const random = seededRandom(7);
    const z = Float32Array.from({ length: 100 }, () => randomStep(random));
    const code = encodeFace(latentFace('1a2b3c', z));
    const around = Array.from({ length: 20_000 }, () => withOneMoreOrLess(code, random));
    for (const damaged of around.filter((text) => !codeErrorOf(text))) {
      expect(decodeFace(damaged)).not.toMatchObject({ z: { length: 100 } });
    }
  });

  it('by zero bytes at its end is not detected by the checksum, but by the length', () => {
    for (const [, randomFace] of kinds) {
      const bytes = fromBase64url(encodeFace(randomFace(seededRandom(8))));
      const longer = toBase64url(Uint8Array.from([...bytes, 0]));
      expect(codeErrorOf(longer)?.reason).not.toBe('checksum');
      const face = codeErrorOf(longer) ? undefined : decodeFace(longer);
      if (face) {
        expect(face).toMatchObject({ kind: 'latent', z: { length: bytes.length - 6 + 1 } });
      }
    }
  });
});
