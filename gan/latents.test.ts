import { describe, expect, it } from 'vitest';
import { withStratifiedClasses } from './latents.ts';
import { parseRecipe } from './recipe.ts';

const CLASSES = 5;
const recipe = parseRecipe({ name: 'test', condition: 'concat', classCount: CLASSES, latentSize: 2 }, 'test');
const even = new Array<number>(CLASSES).fill(1 / CLASSES);

/** The class beside each z. */
function asked(n: number, frequencies: readonly number[], round?: { round: number; of: number }): number[] {
  const latents = withStratifiedClasses(recipe, new Float32Array(2 * n), frequencies, round);
  return Array.from({ length: n }, (_, i) => latents.subarray(7 * i + 2, 7 * (i + 1)).indexOf(1));
}

describe('classes beside z', () => {
  it('are as frequent as they should be, in their order', () => {
    expect(asked(10, even)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    expect(asked(4, [0.5, 0, 0.25, 0, 0.25])).toEqual([0, 0, 2, 4]);
  });

  it('are all there over several rounds, and apart from each other in each', () => {
    const rounds = Array.from({ length: 5 }, (_, round) => asked(2, even, { round, of: 5 }));
    expect(rounds.flat().sort()).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    for (const [a, b] of rounds) {
      expect(a).not.toBe(b);
    }
  });

  it('are none where the recipe has none', () => {
    const z = Float32Array.of(1, 2, 3, 4);
    expect(withStratifiedClasses({ latentSize: 2, classCount: 0 }, z, [])).toBe(z);
  });
});
