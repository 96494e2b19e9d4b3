import { expect, test } from 'vitest';
import vectors from '../latent/testing/test-vectors.json' with { type: 'json' };
import { checkVectors } from '../latent/testing/test-vectors.ts';

test('workerd computes the same latent vectors as every other engine', () => {
  expect(checkVectors(vectors)).toEqual([]);
});
