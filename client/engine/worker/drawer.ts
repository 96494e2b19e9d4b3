/** What draws with one model on one backend: ONNX Runtime, or the kernel of our own. */
import type { LayerOutput } from '../inside.ts';

export type Drawer = {
  /**
   * @param latents n vectors z, f32 [latentSize] each
   * @returns image: f32 [n, 3, resolution, resolution] in [−1, 1]
   * @throws EngineError of kind `backend`
   */
  draw(latents: readonly Float32Array[]): Promise<Float32Array>;
  /**
   * One face and what every layer gave on the way to it, the image as the last layer's.
   *
   * @throws as `draw`
   */
  inside(z: Float32Array): Promise<{ image: Float32Array; layers: readonly LayerOutput[] }>;
  /** Gives its memory back. */
  release(): void;
};
