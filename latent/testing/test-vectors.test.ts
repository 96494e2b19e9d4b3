import { describe, expect, it } from 'vitest';
import { referenceNormal, referencePhilox } from './reference.ts';
import vectors from './test-vectors.json' with { type: 'json' };
import { checkVectors, fromHex, toHex } from './test-vectors.ts';

describe('the vectors', () => {
  it('are what this engine computes', () => {
    expect(checkVectors(vectors)).toEqual([]);
  });

  it('include the smallest and the largest seeds', () => {
    const seeds = vectors.latents.filter(({ size }) => size === 100).map(({ seed }) => seed);
    expect(seeds).toEqual(expect.arrayContaining([0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1]));
  });

  it.each(vectors.latents)(
    'agree with the reference implementation: seed $seed, stream $stream',
    (vector) => {
      const { seed, stream, size, z } = vector;
      const key = [seed % 2 ** 32, Math.floor(seed / 2 ** 32)];
      const expected = Float32Array.from({ length: size }, (_, i) => {
        const block = referencePhilox(key, [Math.floor(i / 4), stream, 0, 0]);
        return referenceNormal(block[i % 4] ?? 0);
      });
      expect(z).toBe(toHex(expected));
    },
  );

  it('agree with the reference implementation about the classes of seeds', () => {
    for (const { frequencies, seeds, classes } of vectors.conditional.drawn) {
      const expected = seeds.map((seed) => {
        const [word = 0] = referencePhilox([seed % 2 ** 32, Math.floor(seed / 2 ** 32)], [0, 1, 0, 0]);
        const sums = frequencies.map((_, i) =>
          frequencies.slice(0, i + 1).reduce((sum, each) => sum + each, 0),
        );
        return sums.findIndex((sum) => word < sum * 2 ** 32);
      });
      expect(classes).toEqual(expected);
    }
  });

  it('write f32 values exactly', () => {
    const values = Float32Array.of(0, -0, 1, -1.5, 2 ** -149, 0.1);
    expect(toHex(values)).toBe('00000000 80000000 3f800000 bfc00000 00000001 3dcccccd');
    expect(fromHex(toHex(values))).toEqual(values);
  });
});

describe('checkVectors', () => {
  const [latent] = vectors.latents;
  const [digest] = vectors.digests;
  const [face] = vectors.faces;
  if (!latent || !digest || !face) {
    throw new Error('vectors.json is empty');
  }

  it('names the first value that differs', () => {
    const z = latent.z.replace(/^\S+ \S+/, '00000000 00000001');
    const [line] = checkVectors({ ...vectors, latents: [{ ...latent, z }] });
    expect(line).toBe('seed 0, stream 0, size 100: word 0 is be82fa50, not 00000000');
  });

  it('detects a single wrong bit in a long sequence, in a code and in a resolved face', () => {
    expect(checkVectors({ ...vectors, digests: [{ ...digest, fnv1a: '00000000' }] })).toHaveLength(1);
    expect(checkVectors({ ...vectors, digests: [{ ...digest, size: digest.size - 1 }] })).toHaveLength(1);
    const other = { ...face, face: { model: '1a2b3c', seed: 1, edits: [] } };
    expect(checkVectors({ ...vectors, faces: [other] })).toHaveLength(3);
  });
});
