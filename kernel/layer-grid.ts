/** What comes out of one layer of a network, generator or discriminator. */
export type LayerGrid = {
  /** The layer's name in the manifest. */
  readonly name: string;
  /** [channels, height, width] */
  readonly shape: readonly [number, number, number];
  /** f32 [channels, height, width], after the layer's activation; of a generator's picture layer, with the smaller picture added. */
  readonly values: Float32Array;
};
