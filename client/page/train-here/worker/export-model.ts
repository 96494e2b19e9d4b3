/** A model of the generator as it is, of the same files as a published one, for the engine of this device. */

import { localModelId, saveLocalModel, sha256Hex } from '@dareka/engine/local-models';
import { withInitializers } from '@dareka/engine/runtime';
import training from '../../../../browser-training/training.json';
import { type Manifest, parseManifest, TAG_LENGTH } from '../../../../latent/manifest.ts';
import { latentFromSeed } from '../../../../latent/seed.ts';
import { encodePng } from '../../../../picture/png.ts';
import { toRgba } from '../../../../picture/rgba.ts';
import type { BrowserTrainer, FoldedLayers } from './trainer.ts';

const { resolution, latentSize, truncation, batch } = training.recipe;
const PROBE_SEED = 1;

/** z of some seeds as the model draws them: f32 [n, latentSize]. */
export function latentsOf(seeds: readonly number[]): Float32Array {
  const z = new Float32Array(seeds.length * latentSize);
  for (const [i, seed] of seeds.entries()) {
    z.set(
      latentFromSeed(seed, latentSize).map((value) => truncation * value),
      i * latentSize,
    );
  }
  return z;
}

/**
 * Makes the model and keeps it.
 *
 * @param open the published generator, whose weights are inputs
 * @param seconds that it has been trained for
 * @returns its tag
 * @throws DOMException where there is no room or no cache; EngineError of kind `backend`
 */
export async function exportModel(
  learner: BrowserTrainer,
  open: ArrayBuffer,
  seconds: number,
): Promise<string> {
  const folded = await learner.folded();
  const image = await learner.draw(latentsOf([PROBE_SEED]));
  const probe = await encodePng({ width: resolution, height: resolution, data: toRgba(image, resolution) });
  const files = {
    'generator.onnx': withInitializers(open, folded),
    'generator.weights': weightsFile(folded),
    'probe.png': probe,
  };
  const roles = {
    'generator.onnx': 'generator',
    'generator.weights': 'weights',
    'probe.png': 'probe',
  } as const;
  const described = await Promise.all(
    Object.entries(files).map(async ([name, bytes]) => ({
      name,
      role: roles[name as keyof typeof roles],
      bytes: bytes.length,
      sha256: await sha256Hex(bytes.buffer),
      ...(name === 'probe.png' ? {} : { dtype: 'f32' }),
    })),
  );
  const tag = (described.find(({ role }) => role === 'generator')?.sha256 ?? '').slice(0, TAG_LENGTH);
  const { licence, ...data } = training.data;
  const manifest: Manifest = parseManifest({
    format: 1,
    id: localModelId(tag),
    tag,
    name: localModelId(String(learner.steps)),
    resolution,
    latentSize,
    prior: { distribution: 'normal', truncation },
    tensors: { input: 'z', output: 'image' },
    files: described,
    probe: { seed: PROBE_SEED, file: 'probe.png' },
    layers: training.layers,
    directions: [],
    licence,
    data: { ...data, portraits: training.portraits.count },
    metrics: { protocol: 'none', values: {} },
    training: {
      images: learner.steps * batch,
      steps: learner.steps,
      minutes: seconds / 60,
      batch,
      recipe: training.recipe,
    },
  });
  await saveLocalModel(manifest, files);
  return tag;
}

/** generator.weights, as training/publish/weights-file.ts defines it: safetensors, floats as they are. */
function weightsFile(folded: FoldedLayers): Uint8Array<ArrayBuffer> {
  const header: Record<string, { dtype: string; shape: readonly number[]; data_offsets: [number, number] }> =
    {};
  let end = 0;
  for (const [name, { shape, data }] of folded) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  let at = 8 + text.length;
  for (const { data } of folded.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}
