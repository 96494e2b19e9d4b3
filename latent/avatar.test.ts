import { describe, expect, it } from 'vitest';
import { type AvatarModel, avatarFace, canonicalName, conditionedSeed, nameSeed } from './avatar.ts';
import { latentFromFace } from './face.ts';
import { latentFromSeed } from './seed/seed.ts';
import type { Label } from './traits/labels.ts';
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

describe('the face of a name by a conditional model', () => {
  const classes = ['0', '1', 'seven'];
  const pad = (vector: Float32Array) => Float32Array.of(...vector, 0, 0, 0);
  const conditional: AvatarModel = {
    ...model,
    latentSize: SIZE + 3,
    directions: model.directions.map(pad),
    condition: { classes, frequencies: [0.5, 0.25, 0.25] },
  };

  it('is of the wanted class, and has the traits and the z that it has in any class', () => {
    for (const name of NAMES.slice(0, 10)) {
      const traits = { age: 'old', glasses: 0.5 };
      const { seed, edits } = avatarFace(name, traits, model);
      expect(avatarFace(name, { ...traits, class: 'seven' }, conditional)).toEqual({
        model: '1a2b3c',
        kind: 'seed',
        seed,
        edits,
        class: 2,
      });
      expect(avatarFace(name, { class: '0' }, conditional).class).toBe(0);
      expect(avatarFace(name, traits, conditional)).not.toHaveProperty('class');
    }
    expect(conditionedSeed(42, { class: 1 }, conditional)).toMatchObject({ seed: 42, class: 1 });
  });

  it('refuses a class that the model does not have, with a list, and one of a model without classes', () => {
    expect(() => avatarFace('alice', { class: '7' }, conditional)).toThrow(
      new RangeError('the model has no class "7"; it has 0, 1, seven'),
    );
    expect(() => avatarFace('alice', { class: '7' }, model)).toThrow(
      new RangeError('the model has no classes'),
    );
  });

  it('leaves a trait of that name to a model without classes', () => {
    const named = [...model.named, { name: 'class', range: [-2, 2] as const }];
    const own: AvatarModel = { ...model, named, directions: [unit(1), unit(2), unit(3)] };
    expect(avatarFace('alice', { class: 'yes' }, own).edits.map(({ direction }) => direction)).toEqual([2]);
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

describe('a model whose manifest has labels', () => {
  /** The first numbers of z stand for age and glasses, and its directions are their axes, but for a little of each other. */
  const axes = [
    Float32Array.of(0.8, 0.6, ...new Array(28).fill(0)),
    Float32Array.of(0, 1, ...new Array(28).fill(0)),
  ];
  const labels = [
    { direction: 'age', weights: [0.8, 0.6], bounds: [-1.5, 1.5] },
    { direction: 'glasses', weights: [0, 1], bounds: [null, 1] },
  ] satisfies Label[];
  const labelled: AvatarModel = { ...model, directions: axes, labels };

  it('gives a name the first of its seeds that asks for the wanted words, without edits', () => {
    for (const name of NAMES) {
      const { seed, edits } = avatarFace(name, { age: 'old' }, labelled);
      const asking = Array.from({ length: 32 }, (_, index) => nameSeed(name, index)).filter((each) => {
        const [a = 0, b = 0] = latentFromSeed(each, SIZE);
        return 0.8 * a + 0.6 * b >= 1.5;
      });
      // Of 32 standard normal numbers, none is above 1.5 in one of ten names.
      if (asking.length > 0) {
        expect({ seed, edits }).toEqual({ seed: asking[0], edits: [] });
      } else {
        expect(edits).not.toEqual([]);
      }
    }
  });

  it('edits for all words where no z asks for all of them', () => {
    const faces = NAMES.map((name) => avatarFace(name, { age: 'old', glasses: 'yes' }, labelled));
    for (const face of faces) {
      const z = latentFromFace(face, labelled);
      const [age = 0, glasses = 0] = axes.map((axis) => dot(axis, z));
      if (face.edits.length === 0) {
        expect([age > 1.5, glasses > 1]).toEqual([true, true]);
      } else {
        expect(Math.abs(age - 2.7) + Math.abs(glasses - 2.7)).toBeLessThan(2 * ROUNDING);
      }
    }
    expect(new Set(faces.map(({ edits }) => edits.length === 0)).size).toBe(2);
  });

  it('edits where no z asks for it: for numbers, and where the label has no bound', () => {
    for (const name of NAMES) {
      const z = latentFromFace(avatarFace(name, { age: 0.5, glasses: 'no' }, labelled), labelled);
      expect(Math.abs(dot(z, axes[0] ?? z) - 1.5)).toBeLessThan(ROUNDING);
      expect(Math.abs(dot(z, axes[1] ?? z) + 1.8)).toBeLessThan(ROUNDING);
    }
  });

  it('and odds, gives a name the first of its seeds whose face is likely to show the words, or edits for them', () => {
    const constant = -3;
    const likely: AvatarModel = {
      ...labelled,
      labels: [
        { ...labels[0], odds: [{ constant, weights: [2.4, 1.8], pairs: [] }] },
        { ...labels[1], odds: [{ constant, weights: [0, 3], pairs: [[0, 1, 0.1]] }] },
      ] as Label[],
    };
    const edited: boolean[] = [];
    for (const name of NAMES) {
      const { seed, edits } = avatarFace(name, { age: 'old', glasses: 'yes' }, likely);
      const first = Array.from({ length: 256 }, (_, index) => nameSeed(name, index)).find((each) => {
        const [a = 0, b = 0] = latentFromSeed(each, SIZE);
        return 2.4 * a + 1.8 * b >= 6 && 3 * b + 0.1 * a * b >= 6;
      });
      edited.push(edits.length > 0);
      expect(edits.length > 0).toBe(first === undefined);
      expect(seed).toBe(first ?? seed);
      const [a = 0, b = 0] = latentFromFace({ model: '1a2b3c', kind: 'seed', seed, edits }, likely);
      expect([2.4 * a + 1.8 * b >= 6, 3 * b + 0.1 * a * b >= 6]).toEqual([true, true]);
    }
    expect(new Set(edited).size).toBe(2);
    // Numbers are no words: they are asked for as without odds.
    expect(avatarFace('alice', { age: 0.5 }, likely)).toEqual(avatarFace('alice', { age: 0.5 }, labelled));
  });

  it('has the same faces as without them, where nothing is asked', () => {
    expect(NAMES.map((name) => avatarFace(name, {}, labelled))).toEqual(
      NAMES.map((name) => avatarFace(name, {}, model)),
    );
  });
});
