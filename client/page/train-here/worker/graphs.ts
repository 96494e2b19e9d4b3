/** Writes the graphs of a training, as ONNX files for ONNX Runtime Web on WASM. */
import { foldGraph } from '../../../../gan/fold-graph.ts';
import { openGeneratorFile } from '../../../../gan/generator-file.ts';
import type { Recipe } from '../../../../gan/recipe.ts';
import { withoutGradients } from '../../../../gan/step.ts';
import { partGraph, type StepPart, stepParts } from '../../../../gan/step-parts.ts';
import { compile } from '../../../../graph/compile.ts';

export type TrainingGraphs = {
  /** The last part of the first step, which for most recipes is every step. */
  readonly step: { readonly part: StepPart; readonly file: Uint8Array } | undefined;
  /** Folds batch norm into the layers of the averaged generator. */
  readonly fold: Uint8Array;
  /** The generator with the folded layers as inputs. */
  readonly generator: Uint8Array;
};

/** The graph of a part of a step. */
export function writePart(recipe: Recipe, part: StepPart): Uint8Array {
  return compile('step', withoutGradients(partGraph(recipe, part)), 'cpu');
}

export function writeGraphs(recipe: Recipe): TrainingGraphs {
  const part = stepParts(recipe, 0).at(-1);
  return {
    step: part && { part, file: writePart(recipe, part) },
    fold: compile('fold', foldGraph(recipe)),
    generator: openGeneratorFile(recipe),
  };
}
