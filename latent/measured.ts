/**
 * What measuring a published model has found: how near its faces are to portraits, exemplars for the arithmetic of
 * the paper, and paths along which heads turn. All of it is optional in a manifest of format 1.
 */
import * as v from 'valibot';
import { isSeed } from './seed.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const real = v.pipe(v.number(), v.finite());
const seed = v.pipe(v.number(), v.check(isSeed, 'a seed is an integer in 0 … 2^53 − 1'));
/** Numbers that were measured, by what they are. */
const measured = v.record(v.string(), real);

/** One measure of the faces, beside what it gives for portraits against other portraits. */
const measureSchema = v.object({
  name: text,
  value: real,
  /** Standard error of the value, from repeated draws. */
  error: v.optional(real),
  /** The same measure of real portraits: what it would be at best. */
  reference: v.optional(real),
  better: v.picklist(['less', 'more']),
});

/** How good the faces are, as `npm run evaluate` found. */
export const evaluationSchema = v.object({
  /** Its name and version: only values of one protocol can be compared. */
  protocol: text,
  /** How many faces were drawn. */
  samples: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  measures: v.array(measureSchema),
  /** Who is rare: the share of a group among the portraits and among the faces, as the same network reads both. */
  groups: v.optional(v.array(v.object({ name: text, portraits: real, faces: real }))),
});

const exemplars = v.pipe(v.array(seed), v.minLength(1));

/**
 * One relation of the paper's arithmetic (Radford et al., section 6.3.2): mean(a) − mean(b) + mean(c), where a seed
 * stands for the z of its face without edits. Smiling woman − neutral woman + neutral man gives a smiling man.
 */
export const arithmeticSchema = v.object({
  /** What a has and b has not, as the direction of that name: 'smile', 'glasses'. */
  relation: text,
  /** What the exemplars show, and what the result should show, in words: 'smiling woman'. */
  shows: v.object({ a: text, b: text, c: text, result: text }),
  /** Good ones to show, the best first. */
  examples: v.pipe(v.array(v.object({ a: exemplars, b: exemplars, c: exemplars })), v.minLength(1)),
  /** `asMeant`: the share of `triples` results that the attribute network reads as meant. */
  measured,
});

const edit = v.object({ direction: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), amount: real });

/**
 * A head that turns from left to right: the face of a seed with the edits of `from`, then with those of `to`, and on a
 * straight line between the two latent vectors in equal steps.
 */
export const turnSchema = v.object({
  seed,
  from: v.array(edit),
  to: v.array(edit),
  /** `yawFrom`, `yawTo` in degrees, `roughness` the largest second difference of the yaw, `identity` as the cards say. */
  measured,
});

export type Evaluation = v.InferOutput<typeof evaluationSchema>;
export type Arithmetic = v.InferOutput<typeof arithmeticSchema>;
export type Turn = v.InferOutput<typeof turnSchema>;
