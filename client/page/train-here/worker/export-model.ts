/** Makes a model of the generator as it is, with the files of a published one, and stores it for this device's engine. */

import { localModelId, saveLocalModel, sha256Hex } from '@dareka/engine/local-models';
import { withInitializers } from '@dareka/engine/runtime';
import training from '../../../../browser-training/training.json';
import { type Manifest, parseManifest, TAG_LENGTH } from '../../../../latent/manifest.ts';
import { encodePng } from '../../../../picture/png.ts';
import { toRgba } from '../../../../picture/rgba.ts';
import { latentsOf } from './samples.ts';
import type { BrowserTrainer, FoldedLayers } from './trainer.ts';

const { resolution, latentSize, truncation, batch } = training.recipe;
/** The face by which an engine checks that it draws this model as it should. */
const PROBE_SEED = 1;
const ROLES = {
  'generator.onnx': 'generator',
  'generator.weights': 'weights',
  'probe.png': 'probe',
} as const;

/**
 * @param generator the published ONNX file, whose weights are inputs
 * @param seconds that the training has taken
 * @returns the model's tag
 * @throws DOMException where storage is full or forbidden; EngineError of kind `backend`
 */
export async function exportModel(
  trainer: BrowserTrainer,
  generator: ArrayBuffer,
  seconds: number,
): Promise<string> {
  const layers = await trainer.foldedLayers();
  const image = await trainer.generate(latentsOf([PROBE_SEED]));
  const probe = await encodePng({ width: resolution, height: resolution, data: toRgba(image, resolution) });
  const contents: Record<keyof typeof ROLES, Uint8Array<ArrayBuffer>> = {
    'generator.onnx': withInitializers(generator, layers),
    'generator.weights': encodeWeights(layers),
    'probe.png': probe,
  };
  const files = await Promise.all(
    (['generator.onnx', 'generator.weights', 'probe.png'] as const).map(async (name) => ({
      name,
      role: ROLES[name],
      bytes: contents[name].length,
      sha256: await sha256Hex(contents[name].buffer),
      ...(name === 'probe.png' ? {} : { dtype: 'f32' }),
    })),
  );
  const tag = (files.find(({ role }) => role === 'generator')?.sha256 ?? '').slice(0, TAG_LENGTH);
  const { licence, ...data } = training.data;
  const manifest: Manifest = parseManifest({
    format: 1,
    id: localModelId(tag),
    tag,
    name: localModelId(String(trainer.steps)),
    resolution,
    latentSize,
    prior: { distribution: 'normal', truncation },
    tensors: { input: 'z', output: 'image' },
    files,
    probe: { seed: PROBE_SEED, file: 'probe.png' },
    layers: training.layers,
    directions: [],
    licence,
    data: { ...data, portraits: training.portraits.count },
    metrics: { protocol: 'none', values: {} },
    training: {
      images: trainer.steps * batch,
      steps: trainer.steps,
      minutes: seconds / 60,
      batch,
      recipe: training.recipe,
    },
  });
  await saveLocalModel(manifest, contents);
  return tag;
}

/** generator.weights, which `training/publish/weights-file.ts` defines, with unquantized weights. */
function encodeWeights(layers: FoldedLayers): Uint8Array<ArrayBuffer> {
  const header: Record<string, { dtype: string; shape: readonly number[]; data_offsets: [number, number] }> =
    {};
  let end = 0;
  for (const [name, { shape, data }] of layers) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  let at = 8 + text.length;
  for (const { data } of layers.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}
