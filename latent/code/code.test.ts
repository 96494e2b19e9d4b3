import { describe, expect, it } from 'vitest';
import { latentFace, seedFace } from '../face.ts';
import { MAX_SEED } from '../seed/seed.ts';
import { codeErrorOf, randomFaces, replaceAt, seededRandom } from '../testing/random-faces.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { decodeFace, encodeFace, findModel, UnknownModelError } from './code.ts';
import { crc16 } from './crc16.ts';

const kinds = Object.entries(randomFaces);

/** A code of any bytes with a valid checksum, as a faulty encoder might write it. */
function sealed(...bytes: number[]): string {
  const checksum = crc16(Uint8Array.from(bytes));
  return toBase64url(Uint8Array.from([...bytes, checksum >> 8, checksum & 0xff]));
}

describe('a share code', () => {
  it('is laid out as documented', () => {
    expect(encodeFace(seedFace('1a2b3c', 300))).toBe(sealed(0x10, 0x1a, 0x2b, 0x3c, 0xac, 0x02));
    const edits = [
      { direction: 255, amount: -1 / 32 },
      { direction: 3, amount: 1.5 },
    ];
    expect(encodeFace(seedFace('1a2b3c', 0, edits))).toBe(
      sealed(0x11, 0x1a, 0x2b, 0x3c, 0, 3, 48, 255, 0xff),
    );
    expect(encodeFace(seedFace('1a2b3c', 300, [], 7))).toBe(sealed(0x13, 0x1a, 0x2b, 0x3c, 7, 0xac, 0x02));
    expect(encodeFace(seedFace('1a2b3c', 0, edits, 255))).toBe(
      sealed(0x13, 0x1a, 0x2b, 0x3c, 255, 0, 3, 48, 255, 0xff),
    );
    const latent = latentFace('00000f', Float32Array.of(0, 1, -4, 127 / 32));
    expect(encodeFace(latent)).toBe(sealed(0x12, 0, 0, 0x0f, 0, 32, 0x80, 0x7f));
  });

  it('is short: 10 to 19 characters for a seed, 142 for a latent vector of 100', () => {
    expect(encodeFace(seedFace('1a2b3c', 0))).toHaveLength(10);
    expect(encodeFace(seedFace('1a2b3c', MAX_SEED))).toHaveLength(19);
    expect(encodeFace(seedFace('1a2b3c', 0, [], 0))).toHaveLength(11);
    expect(encodeFace(seedFace('1a2b3c', MAX_SEED, [], 255))).toHaveLength(20);
    expect(encodeFace(latentFace('1a2b3c', new Float32Array(100)))).toHaveLength(142);
  });

  it.each(kinds)('decodes to the face that was encoded: %s', (_, randomFace) => {
    const random = seededRandom(1);
    for (let i = 0; i < 3000; i++) {
      const face = randomFace(random);
      const code = encodeFace(face);
      expect(decodeFace(code)).toStrictEqual(face);
      expect(code).toMatch(/^[A-Za-z0-9_-]+$/);
    }
  });

  it('decodes to the seed around every change of its length', () => {
    for (let bits = 0; bits <= 53; bits++) {
      for (const seed of [2 ** bits - 1, 2 ** bits, 2 ** bits + 1].filter((seed) => seed <= MAX_SEED)) {
        const face = seedFace('1a2b3c', seed);
        expect(decodeFace(encodeFace(face))).toStrictEqual(face);
      }
    }
  });

  it('refuses faces that it cannot represent', () => {
    expect(() => encodeFace({ model: '1a2b3c', kind: 'latent', z: Float32Array.of(-0) })).toThrow(RangeError);
    expect(() => encodeFace({ model: '1a2b3c', kind: 'latent', z: Float32Array.of(Number.NaN) })).toThrow(
      RangeError,
    );
    expect(() => encodeFace({ model: '1a2b3c', kind: 'latent', z: Float32Array.of(4) })).toThrow(RangeError);
    expect(() => encodeFace({ model: '1a2b3c', kind: 'seed', seed: -0, edits: [] })).toThrow(RangeError);
    expect(() => encodeFace({ model: '1a2b3c', kind: 'seed', seed: MAX_SEED + 1, edits: [] })).toThrow(
      RangeError,
    );
  });

  it('is unique: whatever decodes, encodes to the same text', () => {
    const random = seededRandom(2);
    let decoded = 0;
    for (let i = 0; i < 20_000; i++) {
      const content = Array.from({ length: 1 + random(10) }, () =>
        random(4) === 0 ? random(3) : random(256),
      );
      const code = sealed(0x10 | random(4), random(256), random(256), random(256), ...content);
      if (codeErrorOf(code)) {
        continue;
      }
      decoded += 1;
      expect(encodeFace(decodeFace(code))).toBe(code);
    }
    expect(decoded).toBeGreaterThan(5000);
  });
});

describe('a refusal says which byte and why', () => {
  const head = [0x1a, 0x2b, 0x3c] as const;
  const good = encodeFace(seedFace('1a2b3c', 42));
  const twoEdits = (first: number, second: number) => sealed(0x11, ...head, 42, first, 1, second, 1);

  it.each([
    ['nothing', '', 'length', 0, /at least 7 bytes, this one 0/],
    ['too little', good.slice(0, 8), 'length', 6, /at least 7 bytes, this one 6/],
    ['a character cut off', good.slice(0, 9), 'length', 6, /not a whole number of bytes/],
    ['a character of another alphabet', replaceAt(good, 2, '+'), 'alphabet', 1, /character 2, "\+"/],
    ['padding', `${good}==`, 'alphabet', 7, /"="/],
    ['bits that are left over', replaceAt(good, 9, 'R'), 'alphabet', 6, /unused bits/],
    ['a changed character', replaceAt(good, 6, 'A'), 'checksum', 5, /damaged/],
    ['a later version', sealed(0x20, ...head, 42), 'version', 0, /version 2 is not defined, only 1/],
    ['version 0', sealed(0x00, ...head, 42), 'version', 0, /version 0/],
    ['an unknown kind', sealed(0x14, ...head, 42), 'kind', 0, /kind 4 is not defined/],
    ['a class without a seed', sealed(0x13, ...head, 42), 'length', 5, /the seed does not end/],
    ['a class and a seed with a zero byte', sealed(0x13, ...head, 1, 0xaa, 0x00), 'content', 6, /zero byte/],
    [
      'a class and a seed of 9 bytes',
      sealed(0x13, ...head, 1, ...Array(8).fill(128), 1),
      'content',
      13,
      /larger than/,
    ],
    ['a class and half an edit', sealed(0x13, ...head, 1, 42, 3), 'length', 7, /direction 3 has no amount/],
    ['a class and an amount of 0', sealed(0x13, ...head, 1, 42, 3, 0), 'content', 7, /direction 3 is 0/],
    ['a class and unsorted edits', sealed(0x13, ...head, 1, 42, 4, 1, 3, 1), 'content', 8, /3 after 4/],
    [
      'a class and seventeen edits',
      sealed(0x13, ...head, 1, 42, ...Array.from({ length: 17 }, (_, i) => [i, 1]).flat()),
      'length',
      38,
      /more than 16/,
    ],
    ['a seed that ends with a zero byte', sealed(0x10, ...head, 0xaa, 0x00), 'content', 5, /zero byte/],
    [
      'the seed 2^53',
      sealed(0x10, ...head, 128, 128, 128, 128, 128, 128, 128, 16),
      'content',
      11,
      /larger than/,
    ],
    ['a seed of 9 bytes', sealed(0x10, ...head, ...Array(8).fill(128), 1), 'content', 12, /larger than/],
    ['a seed without an end', sealed(0x10, ...head, 0xaa, 0xaa), 'length', 6, /does not end/],
    ['bytes after the seed', sealed(0x10, ...head, 42, 3, 1), 'length', 5, /2 bytes are left over/],
    ['edits that are none', sealed(0x11, ...head, 42), 'length', 5, /there are no edits/],
    ['half an edit', sealed(0x11, ...head, 42, 3), 'length', 6, /direction 3 has no amount/],
    ['an amount of 0', sealed(0x11, ...head, 42, 3, 0), 'content', 6, /direction 3 is 0/],
    ['unsorted edits', twoEdits(4, 3), 'content', 7, /3 after 4/],
    ['a direction twice', twoEdits(4, 4), 'content', 7, /4 after 4/],
    [
      'seventeen edits',
      sealed(0x11, ...head, 42, ...Array.from({ length: 17 }, (_, i) => [i, 1]).flat()),
      'length',
      37,
      /more than 16/,
    ],
  ] as const)('%s', (_, code, reason, byte, message) => {
    const fault = codeErrorOf(code);
    expect(fault).toMatchObject({ name: 'CodeError', reason, byte });
    expect(fault?.message).toMatch(message);
    expect(fault?.message).toMatch(new RegExp(`^byte ${byte}: `));
    expect(fault?.isNewer).toBe(reason === 'version' || reason === 'kind');
  });

  it('distinguishes a later version from damage', () => {
    const bytes = fromBase64url(sealed(0x20, ...head, 42));
    bytes[4] = 43;
    expect(codeErrorOf(toBase64url(bytes))?.reason).toBe('checksum');
  });
});

describe('findModel', () => {
  const models = [
    { tag: '1a2b3c', name: 'first' },
    { tag: 'c0ffee', name: 'second' },
  ];

  it('finds the model that drew a face', () => {
    const { model } = decodeFace(encodeFace(seedFace('c0ffee', 1)));
    expect(findModel(models, model).name).toBe('second');
  });

  it('distinguishes an unknown model from damage', () => {
    const { model } = decodeFace(encodeFace(seedFace('abcdef', 1)));
    expect(() => findModel(models, model)).toThrow(UnknownModelError);
    expect(() => findModel(models, model)).toThrow(expect.objectContaining({ tag: 'abcdef' }));
    expect(() => findModel(models, model)).toThrow('there is no model with the tag abcdef');
  });
});
