/** Makes a model of the current generator, with the files of a published model, and stores it for this device's engine. */
import { localModelId, saveLocalModel, sha256Hex } from '@dareka/engine/local-models';
import { generatorWithWeightInputs } from '../../../../gan/generator-file.ts';
import { manifestLayers } from '../../../../gan/manifest-layers.ts';
import { RGB } from '../../../../gan/networks/architecture.ts';
import { picturesOfStep } from '../../../../gan/step-parts.ts';
import { joinChunks } from '../../../../graph/chunks.ts';
import { withInitializers } from '../../../../graph/onnx/append.ts';
import { encodeSafetensors } from '../../../../graph/safetensors.ts';
import { inputsFromSeeds, noiseSize } from '../../../../latent/condition/condition.ts';
import { encodeDirections } from '../../../../latent/directions.ts';
import { type Manifest, parseManifest, TAG_LENGTH } from '../../../../latent/model/manifest.ts';
import { encodePng } from '../../../../picture/png.ts';
import { toRgba } from '../../../../picture/rgba.ts';
import { conditionOf, generatorInputOf, type TrainingSet } from '../sets/training-set.ts';
import { coarsePictures, type PrincipalAxis, principalAxes } from './principal-axes.ts';
import type { BrowserTrainer } from './trainer.ts';

/** The face by which an engine checks that it draws this model correctly. */
const PROBE_SEED = 1;
const ROLES = {
  'generator.onnx': 'generator',
  'generator.weights': 'weights',
  'probe.png': 'probe',
  'directions.bin': 'directions',
} as const;

/** The number of principal axes, each of which is a slider in the studio. */
const AXES = 6;
/** How many pictures the axes are found from: at most 32 pixels wide, or more. Drawing the former takes half a second. */
const AXIS_FACES = { small: 512, large: 256 };
/** Pictures drawn at once: as many as in the grid of samples. */
const AXIS_BATCH = 64;
/** How far a slider reaches, in standard deviations of the amount along its axis, which ψ scales. */
const AXIS_RANGE = 3;

/** A model's manifest, and its files by their names. */
export type ExportedModel = {
  readonly manifest: Manifest;
  readonly contents: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
};

/**
 * @param seconds how long the training took
 * @returns the model's tag
 * @throws DOMException where storage is full or forbidden; EngineError of kind `backend`
 */
export async function exportModel(
  trainer: BrowserTrainer,
  set: TrainingSet,
  seconds: number,
): Promise<string> {
  const { manifest, contents } = await buildModel(trainer, set, seconds);
  await saveLocalModel(manifest, contents);
  return manifest.tag;
}

/**
 * The current generator as a model of this device, and its files.
 *
 * @throws EngineError of kind `backend`
 */
export async function buildModel(
  trainer: BrowserTrainer,
  set: TrainingSet,
  seconds: number,
): Promise<ExportedModel> {
  const { recipe, sheet, data: about } = set;
  const { resolution, batch } = recipe;
  const input = generatorInputOf(set);
  const condition = conditionOf(set);
  const layers = await trainer.foldedLayers();
  const image = await trainer.generate(inputsFromSeeds(PROBE_SEED, 1, input));
  const probe = encodePng({ width: resolution, height: resolution, data: toRgba(image, resolution) });
  const axes = await findAxes(trainer, set);
  const contents: Partial<Record<keyof typeof ROLES, Uint8Array<ArrayBuffer>>> = {
    'generator.onnx': withInitializers(generatorWithWeightInputs(recipe).slice().buffer, layers),
    // As `training/publish/storage/weights-file.ts` defines it, with unquantized weights.
    'generator.weights': joinChunks(encodeSafetensors(Object.fromEntries(layers))),
    'probe.png': probe,
    ...(axes.length > 0 && { 'directions.bin': encodeDirections(axes.map(({ vector }) => vector)) }),
  };
  const files = await Promise.all(
    Object.entries(contents).map(async ([name, content]) => ({
      name,
      role: ROLES[name as keyof typeof ROLES],
      bytes: content.length,
      sha256: await sha256Hex(content.buffer),
      ...(name === 'probe.png' ? {} : { dtype: 'f32' }),
    })),
  );
  const tag = (files.find(({ role }) => role === 'generator')?.sha256 ?? '').slice(0, TAG_LENGTH);
  const { licence, ...data } = about;
  const manifest: Manifest = parseManifest({
    format: 1,
    id: localModelId(tag),
    tag,
    name: localModelId(String(trainer.steps)),
    resolution,
    latentSize: input.latentSize,
    ...(condition === undefined ? {} : { condition }),
    prior: { distribution: 'normal', truncation: input.truncation },
    tensors: { input: 'z', output: 'image' },
    files,
    probe: { seed: PROBE_SEED, file: 'probe.png' },
    layers: manifestLayers({ ...recipe, channels: RGB }),
    directions: axes.map(({ share }, i) => ({
      name: `axis-${i + 1}`,
      ends: ['−', '+'],
      range: [-AXIS_RANGE * input.truncation, AXIS_RANGE * input.truncation],
      measured: { share },
    })),
    licence,
    data: { ...data, portraits: sheet.count },
    metrics: { protocol: 'none', values: {} },
    training: {
      images: trainer.steps * picturesOfStep(recipe),
      steps: trainer.steps,
      minutes: seconds / 60,
      batch,
      recipe,
    },
  });
  return { manifest, contents };
}

/** Principal axes are the directions of a model that is trained here, since nobody has labelled what it draws. */
async function findAxes(trainer: BrowserTrainer, set: TrainingSet): Promise<PrincipalAxis[]> {
  const { resolution } = set.recipe;
  const model = generatorInputOf(set);
  const faces = resolution > 32 ? AXIS_FACES.large : AXIS_FACES.small;
  const noise = noiseSize(model);
  const latents = new Float32Array(faces * noise);
  const pictures: Float32Array[] = [];
  for (let from = 0; from < faces; from += AXIS_BATCH) {
    const inputs = inputsFromSeeds(1 + from, AXIS_BATCH, model);
    for (let i = 0; i < AXIS_BATCH; i++) {
      latents.set(inputs.subarray(i * model.latentSize, i * model.latentSize + noise), (from + i) * noise);
    }
    pictures.push(coarsePictures(await trainer.generate(inputs), RGB, resolution));
  }
  const coarse = Float32Array.from(pictures.flatMap((batch) => Array.from(batch)));
  return principalAxes(latents, noise, coarse, AXES).map(({ vector, share }) => {
    const whole = new Float32Array(model.latentSize);
    whole.set(vector);
    return { vector: whole, share };
  });
}
