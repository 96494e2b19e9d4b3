import { describe, expect, it } from 'vitest';
import { type AvatarModel, avatarFace, canonicalName, nameSeed } from './avatar.ts';
import { latentFromFace } from './face.ts';
import { latentFromSeed } from './seed.ts';
import { dot, norm } from './vector.ts';

const SIZE = 30;

function unit(seed: number): Float32Array {
  const vector = latentFromSeed(seed, SIZE);
  return vector.map((value) => value / norm(vector));
}

const model: AvatarModel = {
  tag: '1a2b3c',
  latentSize: SIZE,
  truncation: 1,
  directions: [unit(1), unit(2)],
  named: [
    { name: 'age', range: [-3, 3] },
    { name: 'glasses', range: [-2, 3] },
  ],
};
/** Of the amounts of two edits, each rounded to 1/32. */
const ROUNDING = 2 / 64;
const NAMES = Array.from({ length: 100 }, (_, i) => `user ${i}`);

describe('the face of a name', () => {
  it('has no edits without traits, and its own seed', () => {
    const faces = NAMES.map((name) => avatarFace(name, {}, model));
    expect(faces.flatMap(({ edits }) => edits)).toEqual([]);
    expect(new Set(faces.map(({ seed }) => seed)).size).toBe(NAMES.length);
    expect(faces[0]?.seed).toBe(nameSeed('user 0', 0));
  });

  it('has the wanted position along each direction', () => {
    for (const name of NAMES) {
      const z = latentFromFace(avatarFace(name, { age: 'old', glasses: 0.5 }, model), model);
      expect(Math.abs(dot(z, model.directions[0] ?? z) - 2.7)).toBeLessThan(ROUNDING);
      expect(Math.abs(dot(z, model.directions[1] ?? z) - 1.5)).toBeLessThan(ROUNDING);
    }
  });

  it('is edited less than that of the first seed would be', () => {
    const edited = (name: string) => Math.abs(avatarFace(name, { age: 'old' }, model).edits[0]?.amount ?? 0);
    const needed = (name: string) =>
      Math.abs(2.7 - dot(model.directions[0] ?? [], latentFromSeed(nameSeed(name, 0), SIZE)));
    const mean = (of: (name: string) => number) =>
      NAMES.reduce((sum, name) => sum + of(name), 0) / NAMES.length;
    // The greatest of 32 standard normal numbers is about 2.07.
    expect(mean(edited)).toBeCloseTo(2.7 - 2.07, 0.5);
    expect(mean(needed)).toBeGreaterThan(2.4);
  });

  it('refuses traits that the model does not have', () => {
    expect(() => avatarFace('alice', { smile: 'yes' }, model)).toThrow('it has age, glasses');
  });
});

describe('a name', () => {
  it('is the same in any form of Unicode, and with white space around it', () => {
    expect(canonicalName(' Zoe\u0308\n')).toBe('Zo\u00eb');
    expect(avatarFace('Zoe\u0308', {}, model)).toEqual(avatarFace('\tZo\u00eb', {}, model));
    expect(avatarFace('zo\u00eb', {}, model)).not.toEqual(avatarFace('Zo\u00eb', {}, model));
  });

  it.each(['', ' \n', 'x'.repeat(257), '\u00e9'.repeat(129)])(
    'of 0 or more than 256 bytes is refused: %j',
    (name) => {
      expect(() => canonicalName(name)).toThrow(/a name has 1 … 256 bytes of UTF-8, this one \d+/);
    },
  );

  it('may have 256 bytes', () => {
    expect(canonicalName('\u00e9'.repeat(128))).toHaveLength(128);
  });

  it('with half a surrogate pair is refused', () => {
    expect(() => canonicalName('a\ud800')).toThrow('half a surrogate pair');
  });
});
