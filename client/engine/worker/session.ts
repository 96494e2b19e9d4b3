/** A generator, ready to run. */
import type { Manifest } from '../../../latent/manifest.ts';
import type { Backend } from '../backend.ts';
import { EngineError, messageOf } from '../failure.ts';
import type { OnnxRuntime } from './runtime.ts';

export type Session = {
  /**
   * @param latents n vectors z, f32 [latentSize] each
   * @returns the image, f32 [n, 3, resolution, resolution] in [−1, 1], and the graph's other outputs by name
   * @throws EngineError of kind `backend`
   */
  run(latents: readonly Float32Array[]): Promise<{ image: Float32Array; others: Map<string, Float32Array> }>;
  release(): Promise<void>;
};

/**
 * @param generator the bytes of an ONNX file
 * @throws EngineError of kind `backend`
 */
export async function openSession(
  ort: OnnxRuntime,
  backend: Backend,
  { latentSize, tensors }: Pick<Manifest, 'latentSize' | 'tensors'>,
  generator: ArrayBuffer | Uint8Array,
): Promise<Session> {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new EngineError({ kind: 'backend', backend, detail: messageOf(error) }, { cause: error });
    }
  };
  const session = await guarded(() =>
    ort.InferenceSession.create(generator instanceof Uint8Array ? generator : new Uint8Array(generator), {
      executionProviders: [backend],
      // Weights are stored in 8 bits and used as floats. Without this, ONNX Runtime leaves their DequantizeLinear
      // in the graph, hoping to fuse it into an integer kernel, instead of folding it once, now.
      extra: { session: { disable_quant_qdq: '1' } },
    }),
  );
  const lost = backend === 'webgpu' ? await guarded(() => loss(ort)) : undefined;
  return {
    run: (latents) =>
      guarded(async () => {
        const z = new Float32Array(latents.length * latentSize);
        for (const [i, latent] of latents.entries()) z.set(latent, i * latentSize);
        const input = new ort.Tensor('float32', z, [latents.length, latentSize]);
        const running = session.run({ [tensors.input]: input });
        const outputs = await (lost === undefined ? running : Promise.race([running, lost.happened]));
        const values = new Map<string, Float32Array>();
        for (const [name, { data }] of Object.entries(outputs)) {
          if (data instanceof Float32Array) values.set(name, data);
        }
        const image = values.get(tensors.output);
        if (image === undefined) throw new Error(`the graph gave no f32 "${tensors.output}"`);
        return { image, others: values };
      }),
    release: () => session.release(),
  };
}

/**
 * What rejects when the GPU device is lost: a computation under way may else wait for ever. In an object, so that
 * awaiting this does not await that.
 */
async function loss(ort: OnnxRuntime): Promise<{ happened: Promise<never> }> {
  const device: GPUDevice = await ort.env.webgpu.device;
  const happened = device.lost.then(({ reason, message }): never => {
    throw new Error(`the GPU device was lost (${message || reason})`);
  });
  happened.catch(() => {});
  return { happened };
}
