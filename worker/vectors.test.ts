import { expect, test } from 'vitest';
import vectors from '../latent/testing/test-vectors.json' with { type: 'json' };
import { checkVectors } from '../latent/testing/test-vectors.ts';

test('workerd computes the latent vectors that every engine computes', () => {
  expect(checkVectors(vectors)).toEqual([]);
});
