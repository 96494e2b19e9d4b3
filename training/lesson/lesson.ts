/** Everything that the page needs to train by itself, as files; README.md lists them. */

import { compile } from '../../graph/compile.ts';
import type { Source } from '../data/source.ts';
import { initialState, startOf } from '../initial-state.ts';
import { isStatistic } from '../networks/architecture.ts';
import { discriminatorParameters } from '../networks/discriminator.ts';
import { generatorParameters } from '../networks/generator.ts';
import { adamVariance } from '../objective/adam.ts';
import type { About } from '../publish/about.ts';
import { foldBatchNorm } from '../publish/fold.ts';
import { openGeneratorFile } from '../publish/generator-file.ts';
import { manifestLayers } from '../publish/layers.ts';
import type { Recipe } from '../recipe.ts';
import { averaged, gradientOf, trainingStep } from '../step.ts';
import { FIRST_STEP_STREAM } from '../trainer.ts';
import { foldGraph } from './fold.ts';
import { type Sheet, sheetOf } from './sheet.ts';

/** A tensor of the state and how it begins: normal numbers of that centre and deviation from a stream of the seed. */
export type StateEntry = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly centre: number;
  readonly deviation: number;
  readonly stream: number;
};

/** Which portraits the sheets show: many to learn from, and some in full size to look at. */
export const LEARNT = { count: 600, columns: 30 };
export const SHOWN = { count: 80, columns: 10, side: 128 };

/**
 * @throws a sentence for a recipe that takes more than these files hold
 */
function refuse(recipe: Recipe): void {
  const { labelWeight, spectralNorm, augmentColour, augmentTranslation, augmentCutout, beta1 } = recipe;
  const wants = (what: string) => new Error(`${recipe.name}: the page trains without ${what}`);
  if (labelWeight > 0) {
    throw wants('labels: write labelWeight = 0');
  }
  if (spectralNorm) {
    throw wants('spectral norm: write spectralNorm = false');
  }
  if (augmentColour || augmentTranslation || augmentCutout) {
    throw wants('DiffAugment: leave it out');
  }
  if (recipe.decaySteps > 0 || recipe.generatorWaits > 0) {
    throw wants('a schedule: write decaySteps = 0 and generatorWaits = 0');
  }
  if (beta1 > 0) {
    throw wants('first moments: write beta1 = 0');
  }
  if (recipe.r1Weight + recipe.r2Weight > 0 && recipe.penaltyEvery > 1) {
    throw wants('a second graph for penalties: write penaltyEvery = 1');
  }
}

/** The state of a trainer before its first step, told in a few numbers. */
export function stateEntries(recipe: Recipe): StateEntry[] {
  const zeros = { centre: 0, deviation: 0, stream: 0 };
  const parameters = [...generatorParameters(recipe), ...discriminatorParameters(recipe)];
  return parameters.flatMap((parameter, stream): StateEntry[] => {
    const { name, shape } = parameter;
    const start = { shape, ...startOf(parameter, recipe), stream };
    return [
      { name, ...start },
      ...(name.startsWith('G.') ? [{ name: averaged(name), ...start }] : []),
      ...(isStatistic(parameter) ? [] : [{ name: adamVariance(name), shape, ...zeros }]),
    ];
  });
}

function described({ webp: _, ...sheet }: Sheet): Omit<Sheet, 'webp'> {
  return sheet;
}

/**
 * The files of a lesson by name.
 * @param source whose portraits are learned from; `about` is what there is to say of them
 */
export async function lessonFiles(
  recipe: Recipe,
  source: Source,
  about: About,
): Promise<Record<string, Uint8Array>> {
  refuse(recipe);
  const step = Object.fromEntries(
    Object.entries(trainingStep(recipe, true)).filter(([name]) => !name.startsWith(gradientOf(''))),
  );
  const portraits = await sheetOf(source, { ...LEARNT, side: recipe.resolution });
  const quiz = await sheetOf(source, SHOWN);
  const { name, description, licence, realPersons } = about;
  const lesson = {
    recipe,
    firstStream: FIRST_STEP_STREAM,
    state: stateEntries(recipe),
    layers: manifestLayers(recipe),
    portraits: described(portraits),
    data: { name, description, licence, realPersons: realPersons !== false },
  };
  const json = (value: unknown): Uint8Array =>
    new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
  return {
    'lesson.json': json(lesson),
    'quiz.json': json(described(quiz)),
    'step-wasm.onnx': compile('step', step, 'cpu'),
    'step-webgpu.onnx': compile('step', step, 'webgpu'),
    'fold.onnx': compile('fold', foldGraph(recipe)),
    'generator.onnx': openGeneratorFile(foldBatchNorm(recipe, initialState(recipe))),
    'portraits.webp': portraits.webp,
    'quiz.webp': quiz.webp,
  };
}
