/** Draws with ONNX Runtime, which runs any generator that is an ONNX file. */

import { withOutputs } from '../../../../graph/onnx/append.ts';
import { planOf } from '../../../../kernel/plan.ts';
import type { Manifest } from '../../../../latent/model/manifest.ts';
import { toRgba } from '../../../../picture/rgba.ts';
import type { Backend } from '../../backend.ts';
import { runOnBackend } from './backend-failure.ts';
import { guardAgainstLoss, unguarded } from './device-loss.ts';
import type { Drawer } from './drawer.ts';
import type { OnnxRuntime } from './onnx-runtime.ts';

type OrtSession = Awaited<ReturnType<OnnxRuntime['InferenceSession']['create']>>;

/**
 * @param generator the bytes of generator.onnx
 * @throws EngineError of kind `backend`
 */
export async function openOnnx(
  ort: OnnxRuntime,
  backend: Backend,
  manifest: Manifest,
  generator: ArrayBuffer,
): Promise<Drawer> {
  const { latentSize, resolution, tensors, layers } = manifest;
  const guarded = <T>(work: () => Promise<T>): Promise<T> => runOnBackend(backend, work);
  const open = (bytes: Uint8Array): Promise<OrtSession> =>
    ort.InferenceSession.create(bytes, {
      executionProviders: [backend],
      // Weights are stored in 8 bits and used as floats. Without this option ONNX Runtime keeps their DequantizeLinear in
      // the graph, to fuse it into an integer kernel, instead of folding it once when the session is created.
      extra: { session: { disable_quant_qdq: '1' } },
    });
  const session = await guarded(() => open(new Uint8Array(generator)));
  const orLost =
    backend === 'webgpu' ? guardAgainstLoss(await guarded(() => ort.env.webgpu.device)) : unguarded;
  /** Models that end with a smaller image, by its side. */
  const smaller = new Map<number, Promise<OrtSession>>();
  function sessionFor(side: number): Promise<OrtSession> | OrtSession {
    if (side === resolution) {
      return session;
    }
    const opened = smaller.get(side) ?? openSmaller(side);
    smaller.set(side, opened);
    return opened;
  }
  async function openSmaller(side: number): Promise<OrtSession> {
    const { endingWith } = await import('../../../../graph/onnx/ending-with.ts');
    const image = planOf(manifest).find((layer) => layer.kind === 'toRgb' && layer.side === side);
    if (image === undefined) {
      throw new RangeError(`the model has no image of side ${side}`);
    }
    // The layer's output is the sum of the images so far; the graph itself applies tanh to the last one only.
    const ending = { operator: 'Tanh', output: tensors.output };
    return open(endingWith(new Uint8Array(generator), image.name, ending));
  }
  /** The same model with every layer's output among the outputs of its graph. */
  let withLayers: Promise<OrtSession> | undefined;

  /** The f32 outputs of the graph, by name. */
  async function run(on: OrtSession, latents: readonly Float32Array[]): Promise<Map<string, Float32Array>> {
    const z = new Float32Array(latents.length * latentSize);
    for (const [i, latent] of latents.entries()) {
      z.set(latent, i * latentSize);
    }
    const input = new ort.Tensor('float32', z, [latents.length, latentSize]);
    const outputs = await orLost(on.run({ [tensors.input]: input }));
    const values = new Map<string, Float32Array>();
    for (const [name, { data }] of Object.entries(outputs)) {
      if (data instanceof Float32Array) {
        values.set(name, data);
      }
    }
    return values;
  }

  function imageOf(outputs: Map<string, Float32Array>): Float32Array {
    const image = outputs.get(tensors.output);
    if (image === undefined) {
      throw new Error(`the graph gave no f32 "${tensors.output}"`);
    }
    return image;
  }

  return {
    draw: (latents, side) =>
      guarded(async () => toRgba(imageOf(await run(await sessionFor(side), latents)), side)),
    activations: (z) =>
      guarded(async () => {
        // The last layer's output is the image, which is an output already.
        const names = layers.slice(0, -1).map(({ name }) => name);
        withLayers ??= open(withOutputs(generator, names));
        const outputs = await run(await withLayers, [z]);
        const image = imageOf(outputs);
        return layers.map(({ name, shape }) => ({ name, shape, values: outputs.get(name) ?? image }));
      }),
    release() {
      void session.release();
      for (const opened of smaller.values()) {
        void opened.then((it) => it.release());
      }
      void withLayers?.then((opened) => opened.release());
    },
  };
}
