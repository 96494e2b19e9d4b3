/** What a file that is brought back into the page holds. */
import { messageOf } from '@dareka/engine';
import type { Recipe } from '../../../../gan/recipe.ts';
import type { BrowserCheckpoint } from '../worker/checkpoint.ts';
import type { ExportedModel } from '../worker/export-model.ts';

/** A training that goes on in the page. */
export type BroughtTraining = {
  readonly kind: 'training';
  readonly recipe: Recipe;
  readonly checkpoint: BrowserCheckpoint;
  /** The name of the set that it learned from, where the file names it. */
  readonly set?: string;
  /** What the visitor called it; empty for the usual name. */
  readonly name: string;
  readonly film: readonly { readonly step: number; readonly file: ArrayBuffer }[];
  /** Pictures that it learned from, where they are in the file. */
  readonly pictures: readonly { readonly name: string; readonly file: Blob }[];
  /** The parts that the file lacks, and that begin anew. */
  readonly fresh: { readonly moments: boolean; readonly discriminator: boolean };
};

export type BroughtBack = BroughtTraining | (ExportedModel & { readonly kind: 'model' });

/** Why a file cannot be brought back. `detail` is in English, for whoever made the file. */
export type BringBackProblem =
  | { readonly kind: 'unreadable' }
  /** A zip that would take too much memory. */
  | { readonly kind: 'tooLarge' }
  /** Neither a zip nor safetensors. */
  | { readonly kind: 'unknown' }
  /** A file of torch.save. */
  | { readonly kind: 'torch' }
  /** A zip without a run and without a model. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'damaged'; readonly detail: string }
  /** Its networks cannot be trained here. */
  | { readonly kind: 'networks'; readonly detail: string }
  /** The page does not train such a recipe. */
  | { readonly kind: 'recipe'; readonly detail: string }
  /** Storage is full or forbidden. */
  | { readonly kind: 'storage' };

export type BringBackReply = BroughtBack | { readonly kind: 'problem'; readonly problem: BringBackProblem };

export class BringBackError extends Error {
  readonly problem: BringBackProblem;
  constructor(problem: BringBackProblem) {
    super('detail' in problem ? problem.detail : problem.kind);
    this.problem = problem;
  }
}

/**
 * Does the work, and makes an error of it a problem of that kind.
 *
 * @param place what the work reads, where its errors do not say so
 * @throws BringBackError
 */
export function asProblem<T>(kind: 'damaged' | 'networks', work: () => T, place?: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof BringBackError) {
      throw error;
    }
    const said = messageOf(error);
    throw new BringBackError({ kind, detail: place === undefined ? said : `${place}: ${said}` });
  }
}
