/**
 * Labels of a model whose latents were tied to labels in its training: what the first numbers of z stand for, so that one can tell
 * without drawing a face what it is going to show.
 */
import * as v from 'valibot';
import { oddsSchema } from './odds.ts';

const real = v.pipe(v.number(), v.finite());

/** One label, in a manifest. */
export const labelSchema = v.object({
  /** The name of the direction along which the labelled attribute changes. */
  direction: v.pipe(v.string(), v.nonEmpty()),
  /** The label asks for more of the attribute the larger weights · z is, where z is after truncation: of its first numbers. */
  weights: v.pipe(v.array(real), v.minLength(1)),
  /**
   * At and below the first, faces nearly always show the word of the low end; at and above the second, that of the high end. Null
   * where none do.
   */
  bounds: v.tuple([v.nullable(real), v.nullable(real)]),
  /**
   * The odds that a face is read as at or above the boundary of the low end's word, and of the high end's; once where these are the
   * same. Names get their faces by them where there are any (`trait-odds.ts`).
   */
  odds: v.optional(v.union([v.strictTuple([oddsSchema]), v.strictTuple([oddsSchema, oddsSchema])])),
  /** Log-odds from which on a face counts as showing the word between the two, where few faces have those that words of the ends need. */
  between: v.optional(real),
});

export type Label = v.InferOutput<typeof labelSchema>;

/** weights · z, in doubles. */
export function labelValue(weights: readonly number[], z: Float32Array): number {
  return weights.reduce((sum, weight, i) => sum + weight * (z[i] ?? 0), 0);
}

/**
 * Whether z asks by its label for the word of an end, so that its face nearly always shows it.
 *
 * @param end below 0 for the low end, above 0 for the high one; 0, for a word between them, is never asked for
 */
export function asksFor(label: Label, end: number, z: Float32Array): boolean {
  const [low, high] = label.bounds;
  const value = labelValue(label.weights, z);
  return (end < 0 && low !== null && value <= low) || (end > 0 && high !== null && value >= high);
}
