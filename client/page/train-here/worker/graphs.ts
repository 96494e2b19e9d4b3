/** Writes the graphs of a training, as ONNX files for ONNX Runtime Web on WASM. */
import { foldGraph } from '../../../../gan/fold-graph.ts';
import { openGeneratorFile } from '../../../../gan/generator-file.ts';
import type { Recipe } from '../../../../gan/recipe.ts';
import { trainingStep, withoutGradients } from '../../../../gan/step.ts';
import { compile } from '../../../../graph/compile.ts';

export type TrainingGraphs = {
  readonly step: Uint8Array;
  /** Folds batch norm into the layers of the averaged generator. */
  readonly fold: Uint8Array;
  /** The generator with the folded layers as inputs. */
  readonly generator: Uint8Array;
};

/** @param recipe with its penalties at every step, so that one graph serves all of them */
export function writeGraphs(recipe: Recipe): TrainingGraphs {
  return {
    step: compile('step', withoutGradients(trainingStep(recipe, true)), 'cpu'),
    fold: compile('fold', foldGraph(recipe)),
    generator: openGeneratorFile(recipe),
  };
}
