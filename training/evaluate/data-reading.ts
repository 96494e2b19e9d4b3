/** How a training reads its pictures, so that what it draws is compared with the same. */
import type { DataLoaderOptions } from '../data/data-loader.ts';
import type { TestedGenerator } from './tested-generator.ts';

export type DataReading = Pick<DataLoaderOptions, 'enlarge' | 'pad' | 'mirror' | 'crop' | 'grey'>;

/** By the recipe of the training, whose keys may be those of an earlier build. */
export function dataReading({ small, recipe = {} }: Pick<TestedGenerator, 'small' | 'recipe'>): DataReading {
  return {
    ...small,
    mirror: recipe.mirror !== false,
    crop: recipe.crop === 'face' ? 'face' : 'centre',
    grey: recipe.channels === 1,
  };
}
