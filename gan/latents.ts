/** What a generator takes: z, and in a conditional recipe the class beside it. */
import { classAt } from '../latent/condition/condition.ts';
import { generatorInputSize } from './networks/condition.ts';
import { oneHot } from './objective/classes.ts';
import type { Recipe } from './recipe.ts';

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

/**
 * How often a conditional generator is asked for each class: as often as the data have it, or equally often.
 * @param ofData the share of the pictures that each class has, where that is known
 */
export function askedFrequencies(
  { classCount, classBalance }: Pick<Recipe, 'classCount' | 'classBalance'>,
  ofData: readonly number[] | undefined,
): readonly number[] {
  return classBalance === 'data' && ofData?.length === classCount
    ? ofData
    : new Array<number>(classCount).fill(1 / classCount);
}

/**
 * z with classes beside it that are stratified rather than drawn: each has its share of the pictures, rounded.
 * @param z f32 [n, latentSize]
 * @param round the number of this batch, `of` how many: together they have the classes of one batch of all their pictures, so that there may be
 * more classes than a batch has pictures
 */
export function withStratifiedClasses(
  recipe: Pick<Recipe, 'latentSize' | 'classCount'>,
  z: Float32Array,
  frequencies: readonly number[],
  { round, of }: { readonly round: number; readonly of: number } = { round: 0, of: 1 },
): Float32Array {
  const n = z.length / recipe.latentSize;
  return withClasses(recipe, z, (i) => classAt((i + (round + 0.5) / of) / n, frequencies));
}
