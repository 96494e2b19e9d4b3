/** The output of one layer of a network, generator or discriminator, for one image. */
export type LayerOutput = {
  /** The layer's name in the manifest. */
  readonly name: string;
  /** [channels, height, width] */
  readonly shape: readonly [number, number, number];
  /**
   * f32 [channels, height, width], after the layer's activation. A generator's to-RGB layer includes the upsampled smaller
   * image; its last layer is the image in [−1, 1].
   */
  readonly values: Float32Array;
};
