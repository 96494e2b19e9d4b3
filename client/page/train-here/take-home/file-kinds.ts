/** The kinds of files that a training can be taken home as. */
import type { Recipe } from '../../../../gan/recipe.ts';

export const FILE_KINDS = ['run', 'model', 'onnx', 'generator', 'state', 'recipe'] as const;
/**
 * - `run`: the folder of a run, which Node and the page go on from, as a zip
 * - `model`: a published model's folder, as a zip
 * - `onnx`: the averaged generator, batch norm folded
 * - `generator`: its weights, as the state dict of PyTorch's tutorial
 * - `state`: all of the training, as safetensors
 * - `recipe`: as TOML
 */
export type FileKind = (typeof FILE_KINDS)[number];

const ENDINGS: Readonly<Record<FileKind, string>> = {
  run: '-run.zip',
  model: '-model.zip',
  onnx: '.onnx',
  generator: '-generator.safetensors',
  state: '.safetensors',
  recipe: '.toml',
};

/** The name of the file to save: `browser-32-1200-run.zip`. */
export function fileName(kind: FileKind, { name }: Recipe, steps: number): string {
  return `${name}${kind === 'recipe' ? '' : `-${steps}`}${ENDINGS[kind]}`;
}

/** Files and folders of a run's zip that only the page reads. */
export const PAGE_FILES = {
  /** The curves, the name of the set, and what the visitor calls the training. */
  about: 'page.json',
  film: 'film',
  pictures: 'pictures',
} as const;
