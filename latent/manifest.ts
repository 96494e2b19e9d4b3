/**
 * What a published model says of itself: the schema of `models/ID/manifest.json` and of `models/index.json`.
 * A published folder never changes, so a manifest that was once valid has to stay valid: later versions of
 * format 1 may add optional fields (unknown ones are ignored), anything else is a new format.
 */
import * as v from 'valibot';
import { arithmeticSchema, evaluationSchema, turnSchema } from './measured.ts';
import { MAX_SEED } from './seed.ts';

const FLOAT_BYTES = 4;

const text = v.pipe(v.string(), v.nonEmpty());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const real = v.pipe(v.number(), v.finite());
/** A name that is one segment of a URL and of a path, whatever the platform. */
const pathSafe = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9][a-z0-9._-]*$/,
    'a name is of a–z, 0–9, ".", "_" and "-", and begins with a letter or digit',
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

function areUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

const fileSchema = v.object({
  name: pathSafe,
  /**
   * No role can be added in format 1: readers of the past refuse those that they do not know. Of role weights the first is
   * the generator's.
   */
  role: v.picklist(['generator', 'weights', 'directions', 'probe', 'film', 'history', 'card', 'sheet']),
  bytes: count,
  sha256,
  /** How the numbers in it are stored, where it holds any: 'f32', 'i8', … */
  dtype: v.optional(text),
});

/** One layer of the generator, in the order of execution. What comes out of it is the tensor of its name; of the last, the image. */
const layerSchema = v.object({
  name: text,
  operator: v.picklist(['ConvTranspose', 'Conv']),
  kernel: size,
  stride: size,
  padding: count,
  activation: v.picklist(['relu', 'leakyRelu', 'sigmoid', 'tanh', 'none']),
  /** What comes out of it for one image: [channels, height, width]. */
  shape: v.tuple([size, size, size]),
});

/** The network that the generator learned against, for those who want to see what it looks at. */
const discriminatorSchema = v.object({
  /** Its weights, stored as the generator's are, in a file of role weights that comes after theirs. */
  file: pathSafe,
  /** The slope of its Leaky ReLU below zero. */
  slope: real,
  /**
   * What its last layer is told in a channel of its own, where it is: how much the pictures of a batch differ. One
   * picture has no batch; this is the mean over those of the training.
   */
  deviation: v.optional(real),
  /** Whether every layer but the first and the last is also shown the picture, at the size of its own grid. */
  showsPictures: v.boolean(),
  /** In the order of execution; the last gives the logit. */
  layers: v.pipe(v.array(layerSchema), v.minLength(2)),
});

const directionSchema = v.object({
  name: text,
  /** What its lowest and its highest amount look like, in a word or two: ['serious', 'smiling']. */
  ends: v.optional(v.tuple([text, text])),
  /**
   * The amounts between which faces stay faces: [lowest, highest], in units of z. A control from −1 to 1 goes from the
   * one to the other, with the face as it is at 0.
   */
  range: v.pipe(
    v.tuple([real, real]),
    v.check(([low, high]) => low < high, 'a range goes from a lower to a higher amount'),
  ),
  /** What was measured along it, by name; `moves` is the share of faces whose own attribute moves as asked. */
  measured: v.record(v.string(), real),
  /**
   * A row of the cross-talk matrix: by how much each attribute changes in the mean from the lowest amount to the
   * highest, in standard deviations of that attribute among the model's faces.
   */
  effects: v.optional(v.record(v.string(), real)),
});

/** Training that went before a model's own. */
const spentSchema = v.object({
  name: text,
  images: count,
  steps: count,
  minutes: v.pipe(real, v.minValue(0)),
});

/** Everything that can be said of each field alone. What crosses fields is checked below. */
const manifestFields = v.object({
  format: v.literal(1),
  id: modelId,
  /** The first 3 bytes of the SHA-256 of generator.onnx: what share codes name the model by. */
  tag: modelTag,
  name: text,
  /** The edge of its square pictures, in pixels. */
  resolution: size,
  /** How many dimensions z has. */
  latentSize: size,
  /** z = truncation · n, n standard normal. */
  prior: v.object({
    distribution: v.literal('normal'),
    truncation: v.pipe(real, v.gtValue(0)),
  }),
  /** The graph's names for z: f32 [n, latentSize], and for the image: f32 [n, 3, resolution, resolution] in [−1, 1]. */
  tensors: v.object({ input: text, output: text }),
  files: v.array(fileSchema),
  /** The picture of one seed, for every backend to check itself against. */
  probe: v.object({ seed: v.pipe(count, v.maxValue(MAX_SEED)), file: pathSafe }),
  /** None where the graph came from elsewhere and is no chain of layers that can be told like this. */
  layers: v.array(layerSchema),
  discriminator: v.optional(discriminatorSchema),
  /** Named by index in share codes. Their vectors: directions.bin, f32 [directions, latentSize], little-endian. */
  directions: v.pipe(v.array(directionSchema), v.maxLength(256)),
  /** Exemplars for "smiling woman − neutral woman + neutral man", one entry a relation. */
  arithmetic: v.optional(v.array(arithmeticSchema)),
  /** Heads that turn, the best first. */
  turns: v.optional(v.array(turnSchema)),
  /** An SPDX licence identifier. */
  licence: text,
  data: v.object({
    name: text,
    description: text,
    /** How many pictures; 0 where nobody knows. */
    portraits: count,
    /** Whether photographs of real persons are, or may be, among them. */
    realPersons: v.boolean(),
  }),
  /** The file that the generator came from, where it did not begin in a run of this project's own. */
  origin: v.optional(v.object({ format: v.picklist(['pytorch', 'onnx']), file: text, sha256 })),
  /** How far its pictures are from those of the weights it was made of. */
  metrics: v.object({ protocol: text, values: v.record(v.string(), real) }),
  /** How near its faces are to portraits. */
  evaluation: v.optional(evaluationSchema),
  /** What was done here; absent where all of it was done elsewhere. */
  training: v.optional(
    v.object({
      images: count,
      steps: count,
      minutes: v.pipe(real, v.minValue(0)),
      batch: size,
      /** What it was trained on, in words. */
      machine: v.optional(text),
      /** The run of half the resolution that it grew from, with all the training up to there. */
      grewFrom: v.optional(spentSchema),
      /** The published model that it goes on from, likewise. */
      wentOnFrom: v.optional(spentSchema),
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

function turnsAlongItsDirections({ directions, turns = [] }: ManifestFields): boolean {
  const edits = turns.flatMap(({ from, to }) => [...from, ...to]);
  return edits.every(({ direction }) => direction < directions.length);
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

/** `models/ID/manifest.json`. */
export const manifestSchema = v.pipe(
  manifestFields,
  v.check(({ id, tag }) => id.endsWith(`-${tag}`), 'the id has to end with the tag'),
  v.check(({ files }) => areUnique(files.map(({ name }) => name)), 'two files have the same name'),
  v.check(hasOneGenerator, 'there has to be one file of role generator, named generator.onnx'),
  v.check(isTaggedByItsGenerator, 'the tag has to be the first 6 digits of the SHA-256 of generator.onnx'),
  v.check(
    (it) => filesOf(it, 'probe').some(({ name }) => name === it.probe.file),
    'probe.file is no file of role probe',
  ),
  v.check(
    ({ directions }) => areUnique(directions.map(({ name }) => name)),
    'two directions have the same name',
  ),
  v.check(
    hasItsDirections,
    'directions need one file of directions × latentSize × 4 bytes, and none needs no file',
  ),
  v.check(hasItsDiscriminator, 'discriminator.file has to be a file of role weights after the generator’s'),
  v.check(endsInALogit, 'the last layer of the discriminator has to give [1, 1, 1]'),
  v.check(turnsAlongItsDirections, 'a turn has an edit along a direction that is not there'),
  v.check(({ layers }) => areUnique(layers.map(({ name }) => name)), 'two layers have the same name'),
  v.check(endsInItsPicture, 'the last layer has to give [3, resolution, resolution]'),
);

export type Manifest = v.InferOutput<typeof manifestSchema>;

/** `models/index.json`: every model that is served, and the one that new faces come from. */
export const modelIndexSchema = v.pipe(
  v.object({ default: modelId, models: v.pipe(v.array(modelId), v.nonEmpty()) }),
  v.check((index) => index.models.includes(index.default), 'the default is not among the models'),
  v.check(({ models }) => areUnique(models.map(tagOf)), 'two models have the same tag'),
);

export type ModelIndex = v.InferOutput<typeof modelIndexSchema>;

/**
 * @param document what the JSON of a `manifest.json` says
 * @throws valibot's ValiError, whose issues name each field and what is wrong with it
 */
export function parseManifest(document: unknown): Manifest {
  return v.parse(manifestSchema, document);
}

/**
 * @param document what the JSON of `models/index.json` says
 * @throws valibot's ValiError, whose issues name each field and what is wrong with it
 */
export function parseModelIndex(document: unknown): ModelIndex {
  return v.parse(modelIndexSchema, document);
}
