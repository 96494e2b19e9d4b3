/** The effect of a direction on faces that it was not fitted to: whether its own attribute changes, and which others do. */
import type { TestedGenerator } from '../evaluate/tested-generator.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { roundTo } from '../statistics.ts';
import { moveAll } from './range.ts';
import { column, predictFaces, type SampledFaces } from './sampled-faces.ts';

export type Effects = {
  /** `moves` and `believable`, as the model card explains them, and the number of `faces`. */
  readonly measured: Readonly<Record<string, number>>;
  /** By attribute: the mean change from the lowest amount to the highest, in deviations of the attribute. */
  readonly effects: Readonly<Record<string, number>>;
};

/** The change of an amount between the ends that counts as moved, in deviations. */
const MOVED = 1;

/**
 * @param z of fresh faces, f32 [n, latentSize]
 * @param sampled gives the deviations and what is believable
 */
export async function measureEffects(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  { deviations, isBelievable }: SampledFaces,
  z: Float32Array,
  name: string,
  direction: Float32Array,
  [low, high]: readonly [number, number],
): Promise<Effects> {
  const n = z.length / generator.latentSize;
  const own = attributeIndex(name);
  const presence = PREDICTED_ATTRIBUTES[own]?.kind === 'presence';
  const before = await predictFaces(generator, predictor, moveAll(z, direction, low));
  const after = await predictFaces(generator, predictor, moveAll(z, direction, high));
  const changes = PREDICTED_ATTRIBUTES.map((_, k) => {
    const [from, to] = [column(before.predictions, k), column(after.predictions, k)];
    return to.reduce((sum, value, i) => sum + value - (from[i] ?? 0), 0) / n / (deviations[k] ?? 1);
  });
  const [from, to] = [column(before.predictions, own), column(after.predictions, own)];
  const obeys = (a: number, b: number): boolean =>
    presence ? a < 0 && b > 0 : b - a >= MOVED * (deviations[own] ?? 1);
  const moves = to.filter((value, i) => obeys(from[i] ?? Number.NaN, value)).length / n;
  const credible = [...isBelievable(before.features), ...isBelievable(after.features)];
  return {
    measured: {
      moves: roundTo(moves, 3),
      believable: roundTo(credible.filter(Boolean).length / credible.length, 3),
      faces: n,
    },
    effects: Object.fromEntries(
      PREDICTED_ATTRIBUTES.map((attribute, k) => [attribute.name, roundTo(changes[k] ?? 0, 3)]),
    ),
  };
}
