/** What came out of one layer of a network, generator or discriminator, for one picture. */
export type LayerOutput = {
  /** The layer's name in the manifest. */
  readonly name: string;
  /** [channels, height, width] */
  readonly shape: readonly [number, number, number];
  /**
   * f32 [channels, height, width], after the layer's activation; of a generator's picture layer with the smaller picture
   * added, and of its last the image in [−1, 1].
   */
  readonly values: Float32Array;
};
