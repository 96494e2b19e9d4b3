/** What the page can train on, and where the pictures come from. */
import digits from '../../../../browser-training/digits.json';
import portraits from '../../../../browser-training/portraits.json';
import type { Recipe } from '../../../../gan/recipe.ts';
import { ownSet } from '../own-pictures/own-set.ts';
import { shapesOf } from '../shapes/shapes-set.ts';
import { hasClassesOf, type TrainingSet } from './training-set.ts';

export const TRAINING_SET_NAMES = ['portraits', 'digits', 'shapes', 'own'] as const;
export type TrainingSetName = (typeof TRAINING_SET_NAMES)[number];

/** The URL of a sheet; its pixels, RGBA u8 [rows · side, columns · side, 4]; or null where the worker that trains draws them. */
export type SheetPictures = string | Uint8ClampedArray | null;

/** What a training learns from: a set of this site, or the visitor's own pictures. */
export type TrainingSource = {
  readonly name: TrainingSetName;
  readonly set: TrainingSet;
  readonly pictures: SheetPictures;
  /** The same pictures with more pixels, which are fetched only for a recipe of such a resolution. */
  readonly larger?: { readonly side: number; readonly pictures: string };
};

// `training/browser` writes this file and that of the digits, from recipes that it has parsed.
const PORTRAITS = portraits as TrainingSet;

export const TRAINING_SOURCES: Readonly<Record<TrainingSetName, TrainingSource>> = {
  portraits: {
    name: 'portraits',
    set: PORTRAITS,
    pictures: new URL('../../../../browser-training/portraits.webp', import.meta.url).href,
    larger: {
      side: 64,
      pictures: new URL('../../../../browser-training/portraits-64.webp', import.meta.url).href,
    },
  },
  digits: {
    name: 'digits',
    set: digits as TrainingSet,
    pictures: new URL('../../../../browser-training/digits.webp', import.meta.url).href,
  },
  shapes: { name: 'shapes', set: shapesOf(PORTRAITS.recipe), pictures: null },
  // Without pictures, as before the visitor has chosen any; `own-pictures/use-training-source.ts` adds them.
  own: { name: 'own', set: ownSet(PORTRAITS.recipe, 0), pictures: new Uint8ClampedArray() },
};

/** The set that a recipe can learn from: `wished`, or else the first that has pictures of its classes; undefined where none has. */
export function setForRecipe(recipe: Recipe, wished: TrainingSetName): TrainingSetName | undefined {
  return [wished, ...TRAINING_SET_NAMES].find((name) => hasClassesOf(TRAINING_SOURCES[name].set, recipe));
}

/** The set with the sheet that suits its recipe's resolution. The worker resamples a sheet of another resolution. */
export function withSuitingSheet({
  set,
  pictures,
  larger,
}: TrainingSource): Pick<TrainingSource, 'set' | 'pictures'> {
  if (larger === undefined || set.recipe.resolution <= set.sheet.side) {
    return { set, pictures };
  }
  return { set: { ...set, sheet: { ...set.sheet, side: larger.side } }, pictures: larger.pictures };
}

/** The URLs that a training on the set fetches. */
export function sheetUrls(source: TrainingSource): string[] {
  const { pictures } = withSuitingSheet(source);
  return typeof pictures === 'string' ? [pictures] : [];
}
