/** Everything that the page needs to train a GAN by itself, as files; browser-training/README.md lists them. */

import { foldGraph } from '../../gan/fold-graph.ts';
import { initialDistribution, initialState } from '../../gan/initial-state.ts';
import { manifestLayers } from '../../gan/manifest-layers.ts';
import { isStatistic } from '../../gan/networks/architecture.ts';
import { discriminatorParameters } from '../../gan/networks/discriminator.ts';
import { generatorParameters } from '../../gan/networks/generator.ts';
import { adamVariance } from '../../gan/objective/adam.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { emaName, gradientName, trainingStep } from '../../gan/step.ts';
import { compile } from '../../graph/compile.ts';
import type { Dataset } from '../data/dataset.ts';
import type { DataDescription } from '../publish/data-description.ts';
import { foldBatchNorm } from '../publish/fold-batch-norm.ts';
import { openGeneratorFile } from '../publish/generator-file.ts';
import { FIRST_STEP_STREAM } from '../trainer/trainer.ts';
import { type PortraitSheet, portraitSheet } from './portrait-sheet.ts';

/** A tensor of the state and its initial values: N(centre, deviation²), from a stream of the recipe's seed. */
export type StateEntry = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly centre: number;
  readonly deviation: number;
  readonly stream: number;
};

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

/** The state of a trainer before its first step, as the parameters of its distributions. */
export function stateEntries(recipe: Recipe): StateEntry[] {
  const zeros = { centre: 0, deviation: 0, stream: 0 };
  const parameters = [...generatorParameters(recipe), ...discriminatorParameters(recipe)];
  return parameters.flatMap((parameter, stream): StateEntry[] => {
    const { name, shape } = parameter;
    const start = { shape, ...initialDistribution(parameter, recipe), stream };
    return [
      { name, ...start },
      ...(name.startsWith('G.') ? [{ name: emaName(name), ...start }] : []),
      ...(isStatistic(parameter) ? [] : [{ name: adamVariance(name), shape, ...zeros }]),
    ];
  });
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
  const step = Object.fromEntries(
    Object.entries(trainingStep(recipe, true)).filter(([name]) => !name.startsWith(gradientName(''))),
  );
  const portraits = await portraitSheet(source, { ...TRAINING_PORTRAITS, side: recipe.resolution });
  const quiz = await portraitSheet(source, QUIZ_PORTRAITS);
  const { name, description, licence, realPersons } = about;
  const training = {
    recipe,
    firstStream: FIRST_STEP_STREAM,
    state: stateEntries(recipe),
    layers: manifestLayers(recipe),
    portraits: layoutOf(portraits),
    data: { name, description, licence, realPersons: realPersons !== false },
  };
  const json = (value: unknown): Uint8Array =>
    new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
  return {
    'training.json': json(training),
    'quiz.json': json(layoutOf(quiz)),
    'step-wasm.onnx': compile('step', step, 'cpu'),
    'step-webgpu.onnx': compile('step', step, 'onnx-webgpu'),
    'fold.onnx': compile('fold', foldGraph(recipe)),
    'generator.onnx': openGeneratorFile(foldBatchNorm(recipe, initialState(recipe))),
    'portraits.webp': portraits.webp,
    'quiz.webp': quiz.webp,
  };
}
