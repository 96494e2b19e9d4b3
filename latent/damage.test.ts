import { describe, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url } from './base64url.ts';
import { decodeFace, encodeFace } from './code.ts';
import { latentFace } from './face.ts';
import { type Dice, dice, faultOf, randomFaces, randomStep, replaced } from './samples.ts';

vi.setConfig({ testTimeout: 60_000 });

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const kinds = Object.entries(randomFaces);

describe('damage to a share code', () => {
  it.each(kinds)('is found in every single character: %s', (_, randomFace) => {
    const roll = dice(3);
    for (let i = 0; i < 20; i++) {
      const code = encodeFace(randomFace(roll));
      for (let at = 0; at < code.length; at++) {
        for (const character of `${ALPHABET}+/= %\u00e9`.replace(code.charAt(at), '')) {
          if (!faultOf(replaced(code, at, character))) {
            expect.fail(`${code} with ${character} at ${at} is accepted`);
          }
        }
      }
    }
  });

  it.each(kinds)('is found where two neighbours have changed places: %s', (_, randomFace) => {
    const roll = dice(4);
    for (let i = 0; i < 500; i++) {
      const code = encodeFace(randomFace(roll));
      for (let at = 1; at < code.length; at++) {
        const [a, b] = [code.charAt(at - 1), code.charAt(at)];
        if (a === b) {
          continue;
        }
        const swapped = replaced(replaced(code, at - 1, b), at, a);
        if (!faultOf(swapped)) {
          expect.fail(`${code} as ${swapped} is accepted`);
        }
      }
    }
  });

  // A random change passes a 16-bit checksum with the probability 2^-16, and then has to be canonical, too. Of n
  // changes the number that pass is then at most binomial, here as good as Poisson of mean n / 2^16. The bound is
  // the least number that is exceeded with a probability below 1e-6.
  const CHANGES = 100_000;
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
    `of several characters passes at most ${mostAccepted} times in ${CHANGES}: %s`,
    (_, randomFace) => {
      const roll = dice(5);
      let accepted = 0;
      for (let i = 0; i < CHANGES; i++) {
        const code = encodeFace(randomFace(roll));
        let damaged = code;
        for (let change = 2 + roll(5); change > 0; change--) {
          damaged = replaced(damaged, roll(code.length), ALPHABET.charAt(roll(64)));
        }
        if (damaged !== code && !faultOf(damaged)) {
          accepted += 1;
        }
      }
      expect(accepted).toBeLessThanOrEqual(mostAccepted);
    },
  );

  /** A code with a character dropped or added anywhere, the end included. */
  function withOneMoreOrLess(code: string, roll: Dice): string {
    const at = roll(code.length);
    return replaced(code, at, roll(2) === 0 ? '' : code.charAt(at) + ALPHABET.charAt(roll(64)));
  }

  const seedKinds = kinds.filter(([name]) => name !== 'latent');
  it.each(seedKinds)(
    `that drops or adds one passes at most ${mostAccepted} times in ${CHANGES}: %s`,
    (_, randomFace) => {
      const roll = dice(6);
      let accepted = 0;
      for (let i = 0; i < CHANGES; i++) {
        if (!faultOf(withOneMoreOrLess(encodeFace(randomFace(roll)), roll))) {
          accepted += 1;
        }
      }
      expect(accepted).toBeLessThanOrEqual(mostAccepted);
    },
  );

  it('that drops or adds one leaves a latent vector of another length, which no model of the first takes', () => {
    const roll = dice(7);
    const z = Float32Array.from({ length: 100 }, () => randomStep(roll));
    const code = encodeFace(latentFace('1a2b3c', z));
    const around = Array.from({ length: 20_000 }, () => withOneMoreOrLess(code, roll));
    for (const damaged of around.filter((text) => !faultOf(text))) {
      expect(decodeFace(damaged)).not.toMatchObject({ z: { length: 100 } });
    }
  });

  it('by zero bytes at its end is unseen by the checksum, and seen by the length of what they are added to', () => {
    for (const [, randomFace] of kinds) {
      const bytes = fromBase64url(encodeFace(randomFace(dice(8))));
      const longer = toBase64url(Uint8Array.from([...bytes, 0]));
      expect(faultOf(longer)?.reason).not.toBe('checksum');
      const face = faultOf(longer) ? undefined : decodeFace(longer);
      if (face) {
        expect(face).toMatchObject({ kind: 'latent', z: { length: bytes.length - 6 + 1 } });
      }
    }
  });
});
