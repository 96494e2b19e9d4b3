/** What the generator made on its way to one face. */

/** What came out of one layer for one face. */
export type LayerOutput = {
  /** The layer's name in the manifest. */
  readonly name: string;
  /** [channels, height, width] */
  readonly shape: readonly [number, number, number];
  /** f32 [channels, height, width], after the layer's activation; of the last layer, the image in [−1, 1]. */
  readonly values: Float32Array;
};

/** One face with every layer that led to it. */
export type Inside = {
  readonly picture: ImageData;
  /** f32 [latentSize]: where it began. */
  readonly z: Float32Array;
  /** In the order of execution; empty for a model whose manifest tells no layers. */
  readonly layers: readonly LayerOutput[];
};
