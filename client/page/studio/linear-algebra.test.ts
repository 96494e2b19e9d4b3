import { expect, test } from 'vitest';
import { latentFromSeed } from '../../../latent/seed/seed.ts';
import { dot } from '../../../latent/vector.ts';
import { projectOut } from './linear-algebra.ts';

test('the result of projectOut is orthogonal to each of the other vectors', () => {
  const others = [latentFromSeed(1, 30), latentFromSeed(2, 30)];
  const rest = projectOut(latentFromSeed(3, 30), others);
  for (const other of others) {
    expect(Math.abs(dot(rest, other))).toBeLessThan(1e-5);
  }
});
