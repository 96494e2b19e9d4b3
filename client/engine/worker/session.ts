/** A generator, ready to run. */
import type { Manifest } from '../../../latent/manifest.ts';
import type { Backend } from '../backend.ts';
import { EngineError, messageOf } from '../failure.ts';
import type { OnnxRuntime } from './runtime.ts';

export type Session = {
  /**
   * @param latents n vectors z, f32 [latentSize] each
   * @returns image: f32 [n, 3, resolution, resolution] in [−1, 1]
   * @throws EngineError of kind `backend`
   */
  run(latents: readonly Float32Array[]): Promise<Float32Array>;
  release(): Promise<void>;
};

/**
 * @param generator the bytes of generator.onnx
 * @throws EngineError of kind `backend`
 */
export async function openSession(
  ort: OnnxRuntime,
  backend: Backend,
  manifest: Manifest,
  generator: ArrayBuffer,
): Promise<Session> {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new EngineError({ kind: 'backend', backend, detail: messageOf(error) }, { cause: error });
    }
  };
  const session = await guarded(() =>
    ort.InferenceSession.create(generator, {
      executionProviders: [backend],
      // Weights are stored in 8 bits and used as floats. Without this, ONNX Runtime leaves their DequantizeLinear
      // in the graph, hoping to fuse it into an integer kernel, instead of folding it once, now.
      extra: { session: { disable_quant_qdq: '1' } },
    }),
  );
  const { latentSize, tensors } = manifest;
  return {
    run: (latents) =>
      guarded(async () => {
        const z = new Float32Array(latents.length * latentSize);
        for (const [i, latent] of latents.entries()) z.set(latent, i * latentSize);
        const input = new ort.Tensor('float32', z, [latents.length, latentSize]);
        const image = (await session.run({ [tensors.input]: input }))[tensors.output]?.data;
        if (!(image instanceof Float32Array)) throw new Error(`the graph gave no f32 "${tensors.output}"`);
        return image;
      }),
    release: () => session.release(),
  };
}
