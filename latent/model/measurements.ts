/**
 * Measurements of a published model, in its manifest: how close its faces are to portraits, exemplars for the latent
 * arithmetic of the DCGAN paper, and head turns. All of it is optional in a manifest of format 1.
 */
import * as v from 'valibot';
import { isSeed } from '../seed/seed.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const real = v.pipe(v.number(), v.finite());
const seed = v.pipe(v.number(), v.check(isSeed, 'a seed is an integer in 0 … 2^53 − 1'));
/** Measured numbers, by name. */
const measured = v.record(v.string(), real);

/** One measure of the faces, with its value for portraits against other portraits. */
const measureSchema = v.object({
  name: text,
  value: real,
  /** Standard error of the value, from repeated draws. */
  error: v.optional(real),
  /** The same measure of portraits: the best possible value. */
  reference: v.optional(real),
  better: v.picklist(['less', 'more']),
});

/** The results of `npm run evaluate`. */
export const evaluationSchema = v.object({
  /** Name and version. Only values of the same protocol can be compared. */
  protocol: text,
  /** How many faces were drawn. */
  samples: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  measures: v.array(measureSchema),
  /** Shares of each group among the portraits and among the faces, classified by the same network. */
  groups: v.optional(v.array(v.object({ name: text, portraits: real, faces: real }))),
});

const exemplars = v.pipe(v.array(seed), v.minLength(1));

/**
 * One relation of the paper's arithmetic (Radford et al., section 6.3.2): mean(a) − mean(b) + mean(c), where each seed
 * stands for its z. Smiling woman − neutral woman + neutral man gives a smiling man.
 */
export const arithmeticSchema = v.object({
  /** The attribute in which a and b differ, named as its direction: 'smile', 'glasses'. */
  relation: text,
  /** Descriptions of the exemplars and of the intended result: 'smiling woman'. */
  shows: v.object({ a: text, b: text, c: text, result: text }),
  /** The best first. */
  examples: v.pipe(v.array(v.object({ a: exemplars, b: exemplars, c: exemplars })), v.minLength(1)),
  /** `asMeant`: the share of the `triples` results that the attribute network classifies as intended. */
  measured,
});

const edit = v.object({ direction: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), amount: real });

/**
 * A head that turns from left to right: from the face of a seed with the edits `from` to the same seed with the edits
 * `to`, along a straight line between the two latent vectors.
 */
export const turnSchema = v.object({
  seed,
  from: v.array(edit),
  to: v.array(edit),
  /** `yawFrom`, `yawTo` in degrees; `roughness`, the largest second difference of the yaw; `identity`, see the model card. */
  measured,
});

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** By trait and word: the share of faces that show it. */
const shares = v.record(v.string(), v.record(v.string(), share));

/** How often a network reads in the faces of names the traits that were asked for. */
export const traitMeasurementsSchema = v.object({
  /** The version of the attribute network that reads. Only values of the same network can be compared. */
  reader: text,
  /** The number of names that each set of traits was asked for with. */
  names: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** By trait, in the unit of the network: a reading below the first shows the first word, one of at least the second the last. */
  bounds: v.record(v.string(), v.tuple([real, real])),
  /** Faces without traits. */
  usual: v.object({ names: v.pipe(v.number(), v.safeInteger(), v.minValue(1)), shares }),
  asked: v.array(
    v.object({
      /** A word for each trait. */
      traits: v.record(v.string(), v.string()),
      /** The share of faces that show all of them, with its 95 % interval. */
      held: v.object({ share, low: share, high: share }),
      /** The share of faces without traits that show all of them. */
      usual: share,
      /** Whether no portrait that the model learned from has them together. */
      absent: v.optional(v.boolean()),
      /** All traits of these faces. */
      shares,
    }),
  ),
});

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** What a network that learned the classes of the data reads in pictures that the model was asked for. Lists are in the order of the classes. */
export const classMeasurementsSchema = v.object({
  /** How many pictures of the data it learned from and was tested with, and the share of the latter that it reads as they are labelled. */
  reader: v.object({ learned: count, tested: count, accuracy: share }),
  /** How many pictures were drawn of each class. */
  samples: count,
  /** The share of them that are read as the class that was asked for… */
  accuracy: share,
  /** …of each class, and of the other pictures of the data. */
  byClass: v.array(share),
  realByClass: v.array(share),
  /**
   * How different two pictures of a class are: the root mean square of their difference at 16×16 in [−1, 1], the mean over pairs. Of drawn
   * ones, and of those of the data.
   */
  diversity: v.object({ drawn: v.array(real), real: v.array(real) }),
});

export type ClassMeasurements = v.InferOutput<typeof classMeasurementsSchema>;
export type TraitMeasurements = v.InferOutput<typeof traitMeasurementsSchema>;
export type Evaluation = v.InferOutput<typeof evaluationSchema>;
export type Arithmetic = v.InferOutput<typeof arithmeticSchema>;
export type Turn = v.InferOutput<typeof turnSchema>;
