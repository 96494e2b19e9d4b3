/** What a generator takes: z, and in a conditional recipe the class beside it. */
import { generatorInputSize } from '../networks/condition.ts';
import { oneHot } from '../objective/classes.ts';
import type { Recipe } from '../recipe.ts';

/**
 * z with y beside it, f32 [n, latentSize + classCount]; z itself where the recipe is unconditional.
 * @param z f32 [n, latentSize]
 * @param classOf the class that picture i shows
 */
export function withClasses(
  recipe: Pick<Recipe, 'latentSize' | 'classCount'>,
  z: Float32Array,
  classOf: (i: number) => number,
): Float32Array {
  const { latentSize, classCount } = recipe;
  if (classCount === 0) {
    return z;
  }
  const size = generatorInputSize(recipe);
  const n = z.length / latentSize;
  const rows = oneHot(
    Array.from({ length: n }, (_, i) => classOf(i)),
    classCount,
  );
  const out = new Float32Array(n * size);
  for (let i = 0; i < n; i++) {
    out.set(z.subarray(i * latentSize, (i + 1) * latentSize), i * size);
    out.set(rows.subarray(i * classCount, (i + 1) * classCount), i * size + latentSize);
  }
  return out;
}
