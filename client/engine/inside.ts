/** What the generator made on its way to one face, and what the discriminator makes of a picture. */
import type { LayerOutput } from '../../kernel/layer-output.ts';

export type { LayerOutput };

/** One face with every layer that led to it. */
export type Inside = {
  readonly picture: ImageData;
  /** f32 [latentSize]: where it began. */
  readonly z: Float32Array;
  /** In the order of execution; empty for a model whose manifest tells no layers. */
  readonly layers: readonly LayerOutput[];
};

/** What the discriminator makes of one picture. */
export type Judgement = {
  /** D(x): how real it looks to it, between 0 and 1. */
  readonly realness: number;
  /** In the order of execution, from the picture down; all but the last, which gives the logit of D(x). */
  readonly layers: readonly LayerOutput[];
};
