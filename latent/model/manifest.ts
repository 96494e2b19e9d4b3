/**
 * The schemas of `models/ID/manifest.json` and `models/index.json`. A published folder never changes, so a valid manifest
 * has to stay valid: later versions of format 1 may only add optional fields (unknown ones are ignored).
 */
import * as v from 'valibot';
import { noiseSize } from '../condition/condition.ts';
import { type ManifestFields, manifestFields, modelId, modelTag } from './manifest-fields.ts';

const FLOAT_BYTES = 4;

/** Hex digits of a tag: 3 bytes. */
export const TAG_LENGTH = 6;

/** The tag at the end of a model's id: `tagOf('dcgan-64-1a2b3c')` is `'1a2b3c'`. */
export function tagOf(id: string): string {
  return id.slice(-TAG_LENGTH);
}

/** Whether a text has the form of a tag; a model of that tag need not exist. */
export function isModelTag(text: string | undefined): text is string {
  return v.is(modelTag, text);
}

function areUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function filesOf(manifest: ManifestFields, role: ManifestFields['files'][number]['role']) {
  return manifest.files.filter((file) => file.role === role);
}

function hasOneGenerator(manifest: ManifestFields): boolean {
  const [generator, ...others] = filesOf(manifest, 'generator');
  return generator?.name === 'generator.onnx' && others.length === 0;
}

function isTaggedByItsGenerator(manifest: ManifestFields): boolean {
  return filesOf(manifest, 'generator').every((file) => file.sha256.startsWith(manifest.tag));
}

function hasItsDirections(manifest: ManifestFields): boolean {
  const files = filesOf(manifest, 'directions');
  if (manifest.directions.length === 0) {
    return files.length === 0;
  }
  const bytes = manifest.directions.length * manifest.latentSize * FLOAT_BYTES;
  return files.length === 1 && files[0]?.bytes === bytes;
}

function turnsUseKnownDirections({ directions, turns = [] }: ManifestFields): boolean {
  const edits = turns.flatMap(({ from, to }) => [...from, ...to]);
  return edits.every(({ direction }) => direction < directions.length);
}

function typicalHasItsSize({ typical, latentSize }: ManifestFields): boolean {
  return typical === undefined || typical.z.length === latentSize;
}

function leavesRoomForZ(manifest: ManifestFields): boolean {
  return noiseSize(manifest) >= 1;
}

function labelsFit(manifest: ManifestFields): boolean {
  const { labels = [], directions } = manifest;
  const numbers = noiseSize(manifest);
  return labels.every(
    ({ direction, weights, odds = [] }) =>
      directions.some(({ name }) => name === direction) &&
      [weights, ...odds.map((each) => each.weights)].every(({ length }) => length <= numbers),
  );
}

function endsInItsPicture({ layers, resolution }: ManifestFields): boolean {
  if (layers.length === 0) {
    return true;
  }
  const [channels, height, width] = layers.at(-1)?.shape ?? [];
  return channels === 3 && height === resolution && width === resolution;
}

function hasItsDiscriminator(manifest: ManifestFields): boolean {
  const { discriminator } = manifest;
  return (
    discriminator === undefined ||
    filesOf(manifest, 'weights').findIndex(({ name }) => name === discriminator.file) > 0
  );
}

function endsInALogit({ discriminator }: ManifestFields): boolean {
  return discriminator === undefined || String(discriminator.layers.at(-1)?.shape) === '1,1,1';
}

function hasClassesToTake({ discriminator, condition }: ManifestFields): boolean {
  return discriminator?.takesClass === undefined || condition !== undefined;
}

/** `models/ID/manifest.json`. */
export const manifestSchema = v.pipe(
  manifestFields,
  v.check(({ id, tag }) => id.endsWith(`-${tag}`), 'the id has to end with the tag'),
  v.check(({ files }) => areUnique(files.map(({ name }) => name)), 'two files have the same name'),
  v.check(hasOneGenerator, 'there has to be exactly one file of role generator, named generator.onnx'),
  v.check(isTaggedByItsGenerator, 'the tag has to be the first 6 digits of the SHA-256 of generator.onnx'),
  v.check(
    (it) => filesOf(it, 'probe').some(({ name }) => name === it.probe.file),
    'probe.file is not a file of role probe',
  ),
  v.check(
    leavesRoomForZ,
    'latentSize counts the numbers of z and one for each class, so it has to be larger than the classes',
  ),
  v.check(
    ({ directions }) => areUnique(directions.map(({ name }) => name)),
    'two directions have the same name',
  ),
  v.check(
    hasItsDirections,
    'directions need exactly one file of directions × latentSize × 4 bytes; without directions there is no such file',
  ),
  v.check(hasItsDiscriminator, 'discriminator.file has to be a file of role weights after the generator’s'),
  v.check(endsInALogit, 'the last layer of the discriminator has to give [1, 1, 1]'),
  v.check(hasClassesToTake, 'the discriminator takes the class of an image, and the model has no condition'),
  v.check(turnsUseKnownDirections, 'a turn has an edit along a direction that does not exist'),
  v.check(typicalHasItsSize, 'the typical face needs latentSize numbers of z'),
  v.check(labelsFit, 'a label needs a direction of the model, and no more weights than z has numbers'),
  v.check(
    ({ labels = [] }) => areUnique(labels.map(({ direction }) => direction)),
    'two labels have the same direction',
  ),
  v.check(({ layers }) => areUnique(layers.map(({ name }) => name)), 'two layers have the same name'),
  v.check(endsInItsPicture, 'the last layer has to give [3, resolution, resolution]'),
);

export type Manifest = v.InferOutput<typeof manifestSchema>;

/** Whether the generator was finished before this training, in which only the discriminator learned. */
export function isOfDiscriminator({ steps, recipe }: NonNullable<Manifest['training']>): boolean {
  return steps > 0 && steps <= Number(recipe.generatorWaits ?? 0);
}

/** `models/index.json`: all models that are served, and the default model of new faces. */
export const modelIndexSchema = v.pipe(
  v.object({
    default: modelId,
    models: v.pipe(v.array(modelId), v.nonEmpty()),
    /** The model that addresses of avatars name by the version of their rule, such as `/a/v1/NAME`. It never changes. */
    avatars: v.optional(v.record(v.string(), modelId)),
  }),
  v.check((index) => index.models.includes(index.default), 'the default is not among the models'),
  v.check(
    ({ avatars = {}, models }) => Object.values(avatars).every((id) => models.includes(id)),
    'a model of avatars is not among the models',
  ),
  v.check(({ models }) => areUnique(models.map(tagOf)), 'two models have the same tag'),
);

export type ModelIndex = v.InferOutput<typeof modelIndexSchema>;

/**
 * @param document the parsed JSON of a `manifest.json`
 * @throws valibot's ValiError, whose issues name the wrong fields
 */
export function parseManifest(document: unknown): Manifest {
  return v.parse(manifestSchema, document);
}

/**
 * @param document the parsed JSON of `models/index.json`
 * @throws valibot's ValiError, whose issues name the wrong fields
 */
export function parseModelIndex(document: unknown): ModelIndex {
  return v.parse(modelIndexSchema, document);
}
