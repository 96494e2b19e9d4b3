/** Everything that the page needs to train a GAN by itself, as files; browser-training/README.md lists them. */
import { whyNotInPage } from '../../gan/page-training.ts';
import type { Recipe } from '../../gan/recipe.ts';
import type { Dataset } from '../data/dataset.ts';
import type { DataDescription } from '../publish/card/data-description.ts';
import { someDigits } from './digits.ts';
import { pictureSheet, type SheetLayout } from './picture-sheet.ts';
import { somePortraits } from './portraits.ts';

/** Files by name. */
type Files = Record<string, Uint8Array>;

/** The portraits to learn from. */
const TRAINING_PORTRAITS = { count: 600, columns: 30 };
/** The same portraits for a training at 64 × 64, fetched only for that. Less quality does: a pixel is a quarter as large as at 32 × 32. */
const LARGE = { side: 64, quality: 80 };
/** The portraits of the quiz, in full size. */
const QUIZ_PORTRAITS = { count: 80, columns: 10, side: 128 };
/** WebP's quality from which on the artefacts of the codec are too faint to be learned. */
const QUALITY = 92;
/** The digits to learn from. */
const DIGITS = { count: 2000, columns: 50 };

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}

/** @throws Error where the page does not train by such a recipe */
function checkForPage(recipe: Recipe): void {
  const why = whyNotInPage(recipe);
  if (why !== null) {
    throw new Error(`${recipe.name}: ${why}`);
  }
}

/** @param sheet the layout of the pictures. `classes` says how many there are of each class; one class stands after the other */
function trainingJson(
  recipe: Recipe,
  sheet: SheetLayout & { readonly classes?: readonly number[] },
  { name, description, licence, realPersons }: DataDescription,
): Uint8Array {
  const data = { name, description, licence, realPersons: realPersons !== false };
  return json({ recipe, sheet, data });
}

/**
 * The portraits to train on, and those of the quiz.
 * @param source a data set of portraits, of which both are a part
 * @param about the description of these portraits
 * @throws Error where the recipe needs what the page does not implement, or what the portraits do not have
 */
export async function portraitFiles(recipe: Recipe, source: Dataset, about: DataDescription): Promise<Files> {
  checkForPage(recipe);
  if (recipe.channels !== 3) {
    throw new Error(`${recipe.name}: the portraits are in colour: write channels = 3`);
  }
  if (recipe.condition !== 'none') {
    throw new Error(`${recipe.name}: the portraits have no classes: write condition = "none"`);
  }
  const sheet = { ...TRAINING_PORTRAITS, side: recipe.resolution };
  const large = { ...TRAINING_PORTRAITS, side: LARGE.side };
  return {
    'portraits.json': trainingJson(recipe, sheet, about),
    'quiz.json': json(QUIZ_PORTRAITS),
    'portraits.webp': await pictureSheet(await somePortraits(source, sheet), sheet, QUALITY),
    'portraits-64.webp': await pictureSheet(await somePortraits(source, large), large, LARGE.quality),
    'quiz.webp': await pictureSheet(await somePortraits(source, QUIZ_PORTRAITS), QUIZ_PORTRAITS, QUALITY),
  };
}

/**
 * The digits to train on, with their classes.
 * @param about the description of these digits
 * @throws Error where the recipe needs what the page does not implement, or has not ten classes
 */
export async function digitFiles(
  recipe: Recipe,
  about: DataDescription,
  { count, columns } = DIGITS,
): Promise<Files> {
  checkForPage(recipe);
  if (recipe.classCount !== 10) {
    throw new Error(
      `${recipe.name}: the digits have ten classes: write condition = "projection" and classes = "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"`,
    );
  }
  const classes = new Array<number>(recipe.classCount).fill(count / recipe.classCount);
  const sheet = { count, columns, side: recipe.resolution };
  const pictures = await someDigits(count, recipe.resolution);
  return {
    'digits.json': trainingJson(recipe, { ...sheet, classes }, about),
    'digits.webp': await pictureSheet(pictures, sheet, 'lossless'),
  };
}
