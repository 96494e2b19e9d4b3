/** What draws with one model on one backend: ONNX Runtime, or the kernel of our own. */
import type { LayerOutput } from '../inside.ts';

export type Drawer = {
  /**
   * @param latents n vectors z, f32 [latentSize] each
   * @returns RGBA u8 [n, resolution, resolution, 4]
   * @throws EngineError of kind `backend`
   */
  draw(latents: readonly Float32Array[]): Promise<Uint8ClampedArray<ArrayBuffer>>;
  /**
   * What every layer gave on the way to a face; the last one's is the image, f32 [3, resolution, resolution] in [−1, 1].
   *
   * @throws as `draw`
   */
  inside(z: Float32Array): Promise<readonly LayerOutput[]>;
  /** Gives its memory back. */
  release(): void;
};
