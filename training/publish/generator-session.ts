/** Inference with a published generator, loaded with the page's options. */
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** z: f32 [n, latentSize] → images: f32 [n, 3, side, side], any n. */
export type DrawImages = (z: Float32Array) => Promise<Float32Array>;

export type GeneratorSession = {
  /** Images are in [−1, 1]. */
  readonly draw: DrawImages;
  release(): Promise<void>;
};

/**
 * @param model the bytes of generator.onnx
 * @param latentSize length of z
 */
export async function openGeneratorSession(model: Uint8Array, latentSize: number): Promise<GeneratorSession> {
  const session = await InferenceSession.create(model, {
    extra: { session: { disable_quant_qdq: '1' } },
    logSeverityLevel: 4,
  });
  return {
    async draw(z) {
      const { image } = await session.run({
        z: new Tensor('float32', z, [z.length / latentSize, latentSize]),
      });
      if (!(image?.data instanceof Float32Array)) {
        throw new Error('the generator gave no image');
      }
      return image.data;
    },
    release: () => session.release(),
  };
}
