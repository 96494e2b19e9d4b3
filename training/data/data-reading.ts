/** How a training reads its pictures, so that what it draws is compared with the same. */
import type { DataLoaderOptions } from './data-loader.ts';
import { smallPictures } from './small-pictures.ts';

export type DataReading = Pick<DataLoaderOptions, 'enlarge' | 'pad' | 'mirror' | 'crop' | 'grey'>;

/** @param recipe of a training; that of a published model may be older than these keys, or there is none */
export function dataReading(recipe: Readonly<Record<string, unknown>> = {}): DataReading {
  return {
    ...smallPictures(recipe),
    mirror: recipe.mirror !== false,
    crop: recipe.crop === 'face' ? 'face' : 'centre',
    grey: recipe.channels === 1,
  };
}
