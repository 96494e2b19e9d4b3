/** What the layers of a model's networks compute. */
import type { LayerOutput } from '../../kernel/layer-output.ts';

export type { LayerOutput };

/** One face with the output of every layer of the generator. */
export type Activations = {
  readonly picture: ImageData;
  /** f32 [latentSize]: the input of the first layer. */
  readonly z: Float32Array;
  /** In the order of execution; empty for a model whose manifest lists no layers. */
  readonly layers: readonly LayerOutput[];
};

/** The discriminator's output for one picture. */
export type DiscriminatorOutput = {
  /** D(x): the probability, 0 … 1, that the picture is real, as the discriminator estimates it. */
  readonly realness: number;
  /**
   * f32 [1, rows, columns], from the top left: what each part of the picture adds to the logit of D(x). The most negative part gave the
   * picture away most; parts differ by themselves, so compare them with those of real pictures.
   */
  readonly evidence: LayerOutput;
  /** In the order of execution, from the picture down; without the last layer, whose output is the logit of D(x). */
  readonly layers: readonly LayerOutput[];
};
