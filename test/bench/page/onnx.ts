/** The same generator in ONNX Runtime Web, on one thread of WASM. */
import * as ort from 'onnxruntime-web/wasm';
import { parseManifest, parseModelIndex } from '../../../latent/manifest.ts';
import { latentFromSeed } from '../../../latent/seed.ts';
import { toRgba } from '../../../picture/rgba.ts';
import type { Contender } from './contender.ts';
import { SITE } from './site.ts';

/** Faces per batch, as in the engine. */
const BATCH = 8;

export async function openOnnxRuntime(): Promise<Contender> {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = `${SITE}/ort/${ort.env.versions.web}/`;
  const index = parseModelIndex(await (await fetch(`${SITE}/models/index.json`)).json());
  const folder = `${SITE}/models/${index.default}/`;
  const manifest = parseManifest(await (await fetch(`${folder}manifest.json`)).json());
  const { latentSize, resolution, prior, tensors } = manifest;
  const session = await ort.InferenceSession.create(`${folder}generator.onnx`, {
    executionProviders: ['wasm'],
    extra: { session: { disable_quant_qdq: '1' } },
  });
  return {
    async draw(faces) {
      let last = new Uint8ClampedArray();
      for (let from = 0; from < faces; from += BATCH) {
        const n = Math.min(BATCH, faces - from);
        const z = new Float32Array(n * latentSize);
        for (let i = 0; i < n; i++) {
          z.set(
            latentFromSeed(from + i, latentSize).map((value) => prior.truncation * value),
            i * latentSize,
          );
        }
        const input = new ort.Tensor('float32', z, [n, latentSize]);
        const image = (await session.run({ [tensors.input]: input }))[tensors.output]?.data;
        if (!(image instanceof Float32Array)) {
          throw new Error('the graph gave no image');
        }
        last = toRgba(image.subarray(((n - 1) * image.length) / n), resolution);
      }
      return last;
    },
    close: () => void session.release(),
  };
}
