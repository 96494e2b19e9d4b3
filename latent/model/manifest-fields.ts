/** The fields of `models/ID/manifest.json`. Later versions of format 1 may only add optional ones (unknown ones are ignored). */
import * as v from 'valibot';
import { conditionSchema } from '../condition/condition-schema.ts';
import { isOnGrid } from '../face.ts';
import { MAX_SEED } from '../seed/seed.ts';
import { labelSchema } from '../traits/labels.ts';
import { arithmeticSchema, evaluationSchema, traitMeasurementsSchema, turnSchema } from './measurements.ts';

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
export const modelTag = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{6}$/, 'a model tag is 6 lower-case hex digits'),
);
export const modelId = v.pipe(pathSafe, v.regex(/-[0-9a-f]{6}$/, 'a model id ends with "-" and its tag'));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 lower-case hex digits'));

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

/** Each field alone; `manifest.ts` has the checks across fields. */
export const manifestFields = v.object({
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
      /** What differed from the recipe, each from the step `from` on, until the next one. */
      changes: v.optional(v.array(v.record(v.string(), real))),
    }),
  ),
});

export type ManifestFields = v.InferOutput<typeof manifestFields>;
