import { describe, expect, it } from 'vitest';
import { checkFace, type Edit, latentFace, latentFromFace, seedFace } from './face.ts';
import { latentFromSeed, MAX_SEED } from './seed/seed.ts';

const MODEL = '1a2b3c';

function unit(axis: number) {
  return Float32Array.from({ length: 4 }, (_, i) => (i === axis ? 1 : 0));
}
const model = {
  latentSize: 4,
  truncation: 0.7,
  directions: [unit(0), unit(1), Float32Array.of(0.6, 0, 0.8, 0)],
};

describe('resolve', () => {
  it('gives truncation · z for a seed, each product rounded to f32', () => {
    const z = latentFromFace(seedFace(MODEL, 42), model);
    expect(z).toEqual(Float32Array.from(latentFromSeed(42, 4), (value) => Math.fround(0.7 * value)));
  });

  it('adds each edit, amount · direction, in the order of the directions', () => {
    const start = latentFromFace(seedFace(MODEL, 42), model);
    const z = latentFromFace(
      seedFace(MODEL, 42, [
        { direction: 2, amount: -2 },
        { direction: 1, amount: 1.5 },
      ]),
      model,
    );
    const [a = 0, b = 0, c = 0, d = 0] = start;
    const [, , slant] = model.directions;
    expect(z).toEqual(Float32Array.of(a - 2 * (slant?.[0] ?? 0), b + 1.5, c - 2 * (slant?.[2] ?? 0), d));
  });

  it('gives a copy of the z of a latent face, without truncation', () => {
    const face = latentFace(MODEL, Float32Array.of(1, -1, 0.5, 3));
    const z = latentFromFace(face, model);
    expect(z).toEqual(face.z);
    z[0] = 9;
    expect(face.z[0]).toBe(1);
  });

  it('refuses a direction and a length of z that the model does not have', () => {
    const edited = seedFace(MODEL, 1, [{ direction: 3, amount: 1 }]);
    expect(() => latentFromFace(edited, model)).toThrow(
      new RangeError('the face has an edit of direction 3, the model has 3'),
    );
    const short = latentFace(MODEL, new Float32Array(3));
    expect(() => latentFromFace(short, model)).toThrow(
      new RangeError("the face's z has 3 dimensions, the model's 4"),
    );
  });
});

describe('resolve, for a conditional model', () => {
  const condition = { classes: ['0', '1', '2'], frequencies: [0.25, 0.25, 0.5] };
  const padded = (vector: Float32Array) => Float32Array.of(...vector, 0, 0, 0);
  const conditional = {
    latentSize: 7,
    truncation: 0.7,
    condition,
    directions: [padded(unit(0)), Float32Array.of(0, 0, 0, 0, -0.5, 0, 0.5)],
  };

  it('gives the z of the seed, truncated, and after it y, which is not', () => {
    const z = latentFromFace(seedFace(MODEL, 42), model);
    expect(latentFromFace(seedFace(MODEL, 42, [], 1), conditional)).toEqual(Float32Array.of(...z, 0, 1, 0));
    const edited = seedFace(MODEL, 42, [{ direction: 0, amount: 2 }], 1);
    const [first = 0, ...rest] = z;
    expect(latentFromFace(edited, conditional)).toEqual(Float32Array.of(first + 2, ...rest, 0, 1, 0));
  });

  it('draws the class of a seed that has none, by the frequencies', () => {
    const counts = [0, 0, 0];
    for (let seed = 0; seed < 4000; seed++) {
      const y = latentFromFace(seedFace(MODEL, seed), conditional).slice(4);
      expect(y.toSorted()).toEqual(Float32Array.of(0, 0, 1));
      counts[y.indexOf(1)] = (counts[y.indexOf(1)] ?? 0) + 1;
    }
    // Four standard deviations of a binomial count: 4 √(4000 p (1 − p)) ≤ 127.
    for (const [i, frequency] of condition.frequencies.entries()) {
      expect(Math.abs((counts[i] ?? 0) - 4000 * frequency)).toBeLessThan(127);
    }
  });

  it('moves y along a direction that has numbers for it', () => {
    const face = seedFace(MODEL, 42, [{ direction: 1, amount: 1 }], 0);
    expect(latentFromFace(face, conditional).slice(4)).toEqual(Float32Array.of(0.5, 0, 0.5));
  });

  it('gives all numbers of a latent face, y too', () => {
    const face = latentFace(MODEL, Float32Array.of(1, -1, 0.5, 3, 0, 0.5, 0.5));
    expect(latentFromFace(face, conditional)).toEqual(face.z);
  });

  it('refuses a class that the model does not have, and any class of a model without them', () => {
    expect(() => latentFromFace(seedFace(MODEL, 1, [], 3), conditional)).toThrow(
      new RangeError('the face is of class 3, counted from 0, the model has 3 classes'),
    );
    expect(() => latentFromFace(seedFace(MODEL, 1, [], 0), model)).toThrow(
      new RangeError('the face is of class 0, counted from 0, the model has no classes'),
    );
  });
});

describe('seedFace', () => {
  it('has a class only where one is given', () => {
    expect(seedFace(MODEL, 7, [], 3)).toStrictEqual({
      model: MODEL,
      kind: 'seed',
      seed: 7,
      edits: [],
      class: 3,
    });
    expect(seedFace(MODEL, 7)).toStrictEqual({ model: MODEL, kind: 'seed', seed: 7, edits: [] });
    for (const wrong of [-1, -0, 256, 0.5, Number.NaN]) {
      expect(() => seedFace(MODEL, 7, [], wrong)).toThrow(
        /a class is an integer in 0 … 255, not (-|2|0\.5|NaN)/,
      );
    }
  });

  it('sorts edits, sums those of one direction, rounds them to the grid and leaves out zeros', () => {
    const face = seedFace(MODEL, 7, [
      { direction: 9, amount: 0.51 },
      { direction: 2, amount: 1 },
      { direction: 5, amount: 0.01 },
      { direction: 2, amount: 0.25 },
      { direction: 4, amount: 1 },
      { direction: 4, amount: -1 },
      { direction: 255, amount: 100 },
      { direction: 0, amount: -100 },
    ]);
    expect(face).toEqual({
      model: MODEL,
      kind: 'seed',
      seed: 7,
      edits: [
        { direction: 0, amount: -4 },
        { direction: 2, amount: 1.25 },
        { direction: 9, amount: 0.5 },
        { direction: 255, amount: 127 / 32 },
      ],
    });
  });

  it('refuses more than 16 edits, and amounts that are not finite', () => {
    const edits = Array.from({ length: 17 }, (_, direction): Edit => ({ direction, amount: 1 }));
    expect(seedFace(MODEL, 1, edits.slice(1)).edits).toHaveLength(16);
    expect(() => seedFace(MODEL, 1, edits)).toThrow(new RangeError('a face has at most 16 edits, not 17'));
    expect(() => seedFace(MODEL, 1, [{ direction: 0, amount: Number.NaN }])).toThrow(RangeError);
  });
});

describe('latentFace', () => {
  it('rounds each dimension to the nearest 1/32 that an i8 holds, and never to −0', () => {
    const face = latentFace(MODEL, Float32Array.of(0.02, -0.01, -0, 1.51, 100, -100, 3.99));
    expect(face.z).toEqual(Float32Array.of(1 / 32, 0, 0, 1.5, 127 / 32, -4, 127 / 32));
  });

  it('differs by at most 1/64 from a z within the grid', () => {
    const z = latentFromSeed(1, 1000).map((value) => Math.max(-4, Math.min(value, 127 / 32)));
    const face = latentFace(MODEL, z);
    for (const [i, value] of z.entries()) {
      expect(Math.abs((face.z[i] ?? 0) - value)).toBeLessThanOrEqual(1 / 64);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses a z with %d in it', (value) => {
    expect(() => latentFace(MODEL, Float32Array.of(0, value))).toThrow(new RangeError(`z[1] is ${value}`));
  });

  it('does not change the z that it is given', () => {
    const z = Float32Array.of(0.02);
    latentFace(MODEL, z);
    expect(z).toEqual(Float32Array.of(0.02));
  });
});

describe('checkFace', () => {
  it.each(['', '1A2B3C', '1a2b3', '1a2b3c4', 'xyzxyz', '1a2b3c\n'])('refuses the model tag %j', (tag) => {
    expect(() => checkFace({ model: tag, kind: 'seed', seed: 0, edits: [] })).toThrow(
      /6 lower-case hex digits/,
    );
  });

  it.each([
    [-1, '-1'],
    [-0, '-0'],
    [1.5, '1.5'],
    [MAX_SEED + 1, '9007199254740992'],
    [Number.NaN, 'NaN'],
  ])('refuses the seed %d', (seed, shown) => {
    expect(() => checkFace({ model: MODEL, kind: 'seed', seed, edits: [] })).toThrow(
      new RangeError(`a seed is an integer in 0 … 9007199254740991, not ${shown}`),
    );
  });

  it.each([
    [[{ direction: -1, amount: 1 }], 'edits[0].direction is an integer in 0 … 255, not -1'],
    [[{ direction: -0, amount: 1 }], 'edits[0].direction is an integer in 0 … 255, not -0'],
    [[{ direction: 256, amount: 1 }], 'edits[0].direction is an integer in 0 … 255, not 256'],
    [[{ direction: 0.5, amount: 1 }], 'edits[0].direction is an integer in 0 … 255, not 0.5'],
    [
      [{ direction: 0, amount: 0 }],
      'edits[0].amount is a multiple of 1/32 in −4 … 127/32 other than 0, not 0',
    ],
    [
      [{ direction: 0, amount: -0 }],
      'edits[0].amount is a multiple of 1/32 in −4 … 127/32 other than 0, not -0',
    ],
    [
      [{ direction: 0, amount: 4 }],
      'edits[0].amount is a multiple of 1/32 in −4 … 127/32 other than 0, not 4',
    ],
    [
      [{ direction: 0, amount: 0.01 }],
      'edits[0].amount is a multiple of 1/32 in −4 … 127/32 other than 0, not 0.01',
    ],
    [
      [
        { direction: 3, amount: 1 },
        { direction: 3, amount: 1 },
      ],
      'edits[1].direction is 3 after 3: directions have to increase',
    ],
  ])('refuses the edits %j', (edits, message) => {
    expect(() => checkFace({ model: MODEL, kind: 'seed', seed: 0, edits })).toThrow(new RangeError(message));
  });

  it.each([
    [[], 'z has no dimensions'],
    [[0, -0], 'z[1] is a multiple of 1/32 in −4 … 127/32, not -0'],
    [[Number.NaN], 'z[0] is a multiple of 1/32 in −4 … 127/32, not NaN'],
    [[0, 0, 4], 'z[2] is a multiple of 1/32 in −4 … 127/32, not 4'],
    [[-4.03125], 'z[0] is a multiple of 1/32 in −4 … 127/32, not -4.03125'],
    [[1 / 64], 'z[0] is a multiple of 1/32 in −4 … 127/32, not 0.015625'],
    [[Number.NEGATIVE_INFINITY], 'z[0] is a multiple of 1/32 in −4 … 127/32, not -Infinity'],
  ])('refuses the z %j', (z, message) => {
    const face = { model: MODEL, kind: 'latent', z: Float32Array.from(z) } as const;
    expect(() => checkFace(face)).toThrow(new RangeError(message));
  });
});
