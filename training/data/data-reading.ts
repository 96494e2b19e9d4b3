/** How a training reads its pictures, so that what it draws is compared with the same. */
import type { DataLoaderOptions } from './data-loader.ts';
import { smallPictures, smallPicturesKey } from './small-pictures.ts';

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

/** For the name of a cache of pictures, mirrored or not: nothing where they are read as before recipes could say how. */
export function readingKey({ crop, grey, ...small }: DataReading): string[] {
  return [...smallPicturesKey(small), ...(crop === 'face' ? ['face'] : []), ...(grey ? ['grey'] : [])];
}
