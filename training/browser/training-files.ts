/** Everything that the page needs to train a GAN by itself, as files; browser-training/README.md lists them. */

import type { Recipe } from '../../gan/recipe.ts';
import type { Dataset } from '../data/dataset.ts';
import type { DataDescription } from '../publish/data-description.ts';
import { type PortraitSheet, portraitSheet } from './portrait-sheet.ts';

/** The portraits to learn from, and those of the quiz, in full size. */
const TRAINING_PORTRAITS = { count: 600, columns: 30 };
const QUIZ_PORTRAITS = { count: 80, columns: 10, side: 128 };

/**
 * @throws where the recipe needs what the page does not implement
 */
function checkSupported(recipe: Recipe): void {
  const { labelWeight, condition, spectralNorm, augmentColour, augmentTranslation, augmentCutout, beta1 } =
    recipe;
  const unsupported = (what: string) => new Error(`${recipe.name}: the page trains without ${what}`);
  if (recipe.channels !== 3) {
    throw unsupported('one channel: write channels = 3');
  }
  if (labelWeight > 0) {
    throw unsupported('labels: write labelWeight = 0');
  }
  if (condition !== 'none') {
    throw unsupported('classes: write condition = "none"');
  }
  if (spectralNorm) {
    throw unsupported('spectral norm: write spectralNorm = false');
  }
  if (augmentColour || augmentTranslation || augmentCutout) {
    throw unsupported('DiffAugment: leave it out');
  }
  if (recipe.decaySteps > 0 || recipe.generatorWaits > 0) {
    throw unsupported('a schedule: write decaySteps = 0 and generatorWaits = 0');
  }
  if (beta1 > 0) {
    throw unsupported('first moments: write beta1 = 0');
  }
  if (recipe.gpWeight > 0) {
    throw unsupported('the penalty of WGAN-GP: write gpWeight = 0');
  }
  if (recipe.r1Weight + recipe.r2Weight > 0 && recipe.penaltyEvery > 1) {
    throw unsupported('a second graph for penalties: write penaltyEvery = 1');
  }
}

function layoutOf({ webp: _, ...sheet }: PortraitSheet): Omit<PortraitSheet, 'webp'> {
  return sheet;
}

/**
 * The files of browser-training/, by name.
 * @param source the portraits to learn from
 * @param about the description of these portraits
 * @throws where the recipe needs what the page does not implement
 */
export async function browserTrainingFiles(
  recipe: Recipe,
  source: Dataset,
  about: DataDescription,
): Promise<Record<string, Uint8Array>> {
  checkSupported(recipe);
  const portraits = await portraitSheet(source, { ...TRAINING_PORTRAITS, side: recipe.resolution });
  const quiz = await portraitSheet(source, QUIZ_PORTRAITS);
  const { name, description, licence, realPersons } = about;
  const training = {
    recipe,
    sheet: layoutOf(portraits),
    data: { name, description, licence, realPersons: realPersons !== false },
  };
  const json = (value: unknown): Uint8Array =>
    new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
  return {
    'portraits.json': json(training),
    'quiz.json': json(layoutOf(quiz)),
    'portraits.webp': portraits.webp,
    'quiz.webp': quiz.webp,
  };
}
