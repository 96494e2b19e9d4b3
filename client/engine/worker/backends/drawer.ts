/** Draws with one model on one backend: the project's own kernel, or ONNX Runtime. */
import type { LayerOutput } from '../../activations.ts';

export type Drawer = {
  /**
   * @param latents n vectors z, f32 [latentSize] each
   * @param side of the pictures in pixels: the resolution, or what `sideFor` gives
   * @returns RGBA u8 [n, side, side, 4]
   * @throws EngineError of kind `backend`
   */
  draw(latents: readonly Float32Array[], side: number): Promise<Uint8ClampedArray<ArrayBuffer>>;
  /**
   * The output of every layer for one face; the last is the image, f32 [3, resolution, resolution] in [−1, 1].
   *
   * @throws as `draw`
   */
  activations(z: Float32Array): Promise<readonly LayerOutput[]>;
  /** Frees its memory. */
  release(): void;
};
