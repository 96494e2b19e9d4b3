/**
 * The shares of groups among portraits and among faces, to see who is rare. Both are predicted by the attribute network, so
 * that both have its errors. Groups that a network does not tell are left out. Shapes are those of the renderer's three sets of parameters, not of any people.
 */
import type { Evaluation } from '../../latent/model/measurements.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';

type Group = {
  readonly name: string;
  readonly attribute: string;
  readonly over?: number;
  readonly under?: number;
};

const GROUPS: readonly Group[] = [
  { name: 'women', attribute: 'gender', under: 0 },
  { name: 'men', attribute: 'gender', over: 0 },
  { name: 'under 25 years', attribute: 'age', under: 25 },
  { name: '60 years and older', attribute: 'age', over: 60 },
  { name: 'mostly African shape', attribute: 'african', over: 0.5 },
  { name: 'mostly Asian shape', attribute: 'asian', over: 0.5 },
  { name: 'mostly Caucasian shape', attribute: 'caucasian', over: 0.5 },
  { name: 'with glasses', attribute: 'glasses', over: 0 },
  { name: 'with dark glasses', attribute: 'sunglasses', over: 0 },
  { name: 'with a beard', attribute: 'beard', over: 0.3 },
  { name: 'bald', attribute: 'bald', over: 0 },
  { name: 'with light hair', attribute: 'hair colour', over: 0.6 },
  { name: 'with a hat', attribute: 'hat', over: 0 },
  { name: 'with earrings', attribute: 'earrings', over: 0 },
  { name: 'turned over 25° to the left', attribute: 'turn', under: -25 },
  { name: 'turned over 25° to the right', attribute: 'turn', over: 25 },
];

function shareOf(predictions: Float32Array, { attribute, over, under }: Group): number {
  const k = attributeIndex(attribute);
  const n = predictions.length / PREDICTED_ATTRIBUTES.length;
  let inside = 0;
  for (let i = 0; i < n; i++) {
    const value = predictions[i * PREDICTED_ATTRIBUTES.length + k] ?? Number.NaN;
    if (over === undefined ? value < (under ?? 0) : value >= over) {
      inside++;
    }
  }
  return Math.round((1000 * inside) / n) / 1000;
}

/**
 * @param portraits predicted attributes, f32 [n, attributes]
 * @param faces likewise
 */
export function groupShares(portraits: Float32Array, faces: Float32Array): NonNullable<Evaluation['groups']> {
  const told = GROUPS.filter(({ attribute }) => {
    const k = PREDICTED_ATTRIBUTES.findIndex(({ name }) => name === attribute);
    return k >= 0 && !Number.isNaN(portraits[k] ?? Number.NaN);
  });
  return told.map((group) => ({
    name: group.name,
    portraits: shareOf(portraits, group),
    faces: shareOf(faces, group),
  }));
}
