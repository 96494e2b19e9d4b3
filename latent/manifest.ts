/**
 * The schemas of `models/ID/manifest.json` and `models/index.json`. A published folder never changes, so a valid manifest
 * has to stay valid: later versions of format 1 may only add optional fields (unknown ones are ignored).
 */
import * as v from 'valibot';
import { noiseSize } from './condition.ts';
import { conditionSchema } from './condition-schema.ts';
import { isOnGrid } from './face.ts';
import { labelSchema } from './labels.ts';
import { arithmeticSchema, evaluationSchema, traitMeasurementsSchema, turnSchema } from './measurements.ts';
import { MAX_SEED } from './seed.ts';

const FLOAT_BYTES = 4;

const text = v.pipe(v.string(), v.nonEmpty());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const real = v.pipe(v.number(), v.finite());
/** A name that is one segment of a URL and of a path on every platform. */
const pathSafe = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9][a-z0-9._-]*$/,
    'a name consists of a–z, 0–9, ".", "_" and "-", and starts with a letter or digit',
  ),
);
const modelTag = v.pipe(v.string(), v.regex(/^[0-9a-f]{6}$/, 'a model tag is 6 lower-case hex digits'));
const modelId = v.pipe(pathSafe, v.regex(/-[0-9a-f]{6}$/, 'a model id ends with "-" and its tag'));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 lower-case hex digits'));

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

const fileSchema = v.object({
  name: pathSafe,
  /**
   * No role can be added in format 1, since earlier readers refuse unknown roles. The first file of role weights is the
   * generator's.
   */
  role: v.picklist(['generator', 'weights', 'directions', 'probe', 'film', 'history', 'card', 'sheet']),
  bytes: count,
  sha256,
  /** The number format of its tensors, if any: 'f32', 'i8', … */
  dtype: v.optional(text),
});

/** One layer. Its output is the ONNX tensor of its name; the last layer's output is the image. */
const layerSchema = v.object({
  name: text,
  operator: v.picklist(['ConvTranspose', 'Conv']),
  kernel: size,
  stride: size,
  padding: count,
  activation: v.picklist(['relu', 'leakyRelu', 'sigmoid', 'tanh', 'none']),
  /** Of the output for one image: [channels, height, width]. */
  shape: v.tuple([size, size, size]),
});

/** The discriminator that the generator was trained against. */
const discriminatorSchema = v.object({
  /** Its weights, in a file of role weights that follows the generator's. */
  file: pathSafe,
  /** The negative slope of its Leaky ReLU. */
  slope: real,
  /**
   * The constant in the minibatch standard deviation channel of its last layer, if it has one (Karras et al., 2018). A
   * single image has no batch; this is the mean over training.
   */
  deviation: v.optional(real),
  /** Whether every layer but the first and the last is also given the image, downsampled to its size. */
  showsPictures: v.boolean(),
  /**
   * How it takes the class of the image, y; absent where it judges the image alone. 'concat': channels of one value each beside the image, wherever that
   * enters. 'projection': ⟨V·y, h⟩ is added to the logit, where h is the sum of the last feature maps over their places, and V the kernel `classes` of the file.
   */
  takesClass: v.optional(v.picklist(['concat', 'projection'])),
  /** In the order of execution. The last gives the logit. */
  layers: v.pipe(v.array(layerSchema), v.minLength(2)),
});

const directionSchema = v.object({
  name: text,
  /** What the lowest and the highest amount look like: ['serious', 'smiling']. */
  ends: v.optional(v.tuple([text, text])),
  /**
   * The amounts between which faces look natural: [lowest, highest], in units of z. A control from −1 to 1 maps to these,
   * with amount 0 at 0.
   */
  range: v.pipe(
    v.tuple([real, real]),
    v.check(([low, high]) => low < high, 'a range goes from a lower to a higher amount'),
  ),
  /** Measured numbers, by name; `moves` is the share of faces whose attribute changes as intended. */
  measured: v.record(v.string(), real),
  /**
   * A row of the cross-talk matrix: the mean change of each attribute from the lowest to the highest amount, in standard
   * deviations of that attribute among the model's faces.
   */
  effects: v.optional(v.record(v.string(), real)),
});

/** Earlier training that a model builds on. */
const earlierTrainingSchema = v.object({
  name: text,
  images: count,
  steps: count,
  minutes: v.pipe(real, v.minValue(0)),
});

/** Each field alone. Checks across fields follow below. */
const manifestFields = v.object({
  format: v.literal(1),
  id: modelId,
  /** The first 3 bytes of the SHA-256 of generator.onnx. Share codes name the model by it. */
  tag: modelTag,
  name: text,
  /** The side of its square images, in pixels. */
  resolution: size,
  /** How many numbers the generator takes: those of z, and then those of y, one for each class, where there is a condition. */
  latentSize: size,
  /** The classes of a conditional model. Readers that do not know them draw it all the same, from any numbers for y. */
  condition: v.optional(conditionSchema),
  /** z = truncation · n, with n standard normal. y is never multiplied by it. */
  prior: v.object({
    distribution: v.literal('normal'),
    truncation: v.pipe(real, v.gtValue(0)),
  }),
  /** Tensor names in the graph: z f32 [n, latentSize], and the image f32 [n, 3, resolution, resolution] in [−1, 1]. */
  tensors: v.object({ input: text, output: text }),
  files: v.array(fileSchema),
  /** The image of one seed, which every backend is checked against. */
  probe: v.object({ seed: v.pipe(count, v.maxValue(MAX_SEED)), file: pathSafe }),
  /** Of the generator, in the order of execution. Empty where an imported graph cannot be described as such a chain. */
  layers: v.array(layerSchema),
  discriminator: v.optional(discriminatorSchema),
  /** Share codes refer to them by index. Their vectors are in directions.bin, see `decodeDirections`. */
  directions: v.pipe(v.array(directionSchema), v.maxLength(256)),
  /** What the first numbers of z stand for, if latents were tied to labels in its training; one for each direction at most. */
  labels: v.optional(v.array(labelSchema)),
  /** How often the traits that are asked for are read in faces. */
  traits: v.optional(traitMeasurementsSchema),
  /** Exemplars for "smiling woman − neutral woman + neutral man", one entry for each relation. */
  arithmetic: v.optional(v.array(arithmeticSchema)),
  /** Head turns, the best first. */
  turns: v.optional(v.array(turnSchema)),
  /** The typical face: a z as long as usual ones, whose face has features in the middle of those of the model's faces. */
  typical: v.optional(
    v.object({
      z: v.array(
        v.pipe(v.number(), v.check(isOnGrid, 'z is in steps of 1/32, so that a share code can hold it')),
      ),
      /** Measured numbers, by name; `distance` is from the middle, where 99 of 100 faces are within 1. */
      measured: v.record(v.string(), real),
    }),
  ),
  /** An SPDX licence identifier. */
  licence: text,
  data: v.object({
    name: text,
    description: text,
    /** How many pictures; 0 where unknown. */
    portraits: count,
    /** Whether photographs of real persons are, or may be, among them. */
    realPersons: v.boolean(),
  }),
  /** The file that the generator was imported from, if it was. */
  origin: v.optional(v.object({ format: v.picklist(['pytorch', 'onnx']), file: text, sha256 })),
  /** How far its images are from those of the unquantized weights. */
  metrics: v.object({ protocol: text, values: v.record(v.string(), real) }),
  /** How close its faces are to portraits. */
  evaluation: v.optional(evaluationSchema),
  /** Training by this project; absent for imported models that were not trained further. */
  training: v.optional(
    v.object({
      images: count,
      steps: count,
      minutes: v.pipe(real, v.minValue(0)),
      batch: size,
      /** The hardware, as text. */
      machine: v.optional(text),
      /** The run of half the resolution that it was grown from, including all earlier training. */
      grewFrom: v.optional(earlierTrainingSchema),
      /** The published model that training continued from, likewise. */
      wentOnFrom: v.optional(earlierTrainingSchema),
      recipe: v.record(v.string(), v.union([v.string(), real, v.boolean()])),
    }),
  ),
});

type ManifestFields = v.InferOutput<typeof manifestFields>;

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
