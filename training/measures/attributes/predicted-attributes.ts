/** What the attribute network predicts. */
import { ATTRIBUTES, type AttributeName, attributeReader } from '../../data/labels/attributes.ts';
import type { Labels } from '../../data/labels/labels.ts';
import { CURRENT_NETWORK, NETWORKS } from './networks.ts';

export type PredictedAttribute = {
  readonly name: AttributeName;
  /** An amount is predicted in the unit of its label, a presence as a logit: above 0 it is there. */
  readonly kind: 'amount' | 'presence';
  /** What its lowest and highest values look like. */
  readonly from: string;
  readonly to: string;
};

/** What a network learns, in the order of its outputs. The order is part of trained networks, so a new one comes last. */
export const LEARNED_ATTRIBUTES: readonly PredictedAttribute[] = [
  { name: 'smile', kind: 'amount', from: 'serious', to: 'smiling' },
  { name: 'mouth open', kind: 'amount', from: 'closed', to: 'open' },
  { name: 'eyes open', kind: 'amount', from: 'closed', to: 'open' },
  { name: 'gender', kind: 'presence', from: 'female', to: 'male' },
  { name: 'age', kind: 'amount', from: 'young', to: 'old' },
  { name: 'glasses', kind: 'presence', from: 'none', to: 'glasses' },
  { name: 'sunglasses', kind: 'presence', from: 'none', to: 'dark' },
  { name: 'beard', kind: 'amount', from: 'none', to: 'full' },
  { name: 'hair length', kind: 'amount', from: 'short', to: 'long' },
  { name: 'bald', kind: 'presence', from: 'hair', to: 'bald' },
  { name: 'hair colour', kind: 'amount', from: 'dark', to: 'light' },
  { name: 'skin tone', kind: 'amount', from: 'dark', to: 'light' },
  { name: 'turn', kind: 'amount', from: 'left', to: 'right' },
  { name: 'nod', kind: 'amount', from: 'down', to: 'up' },
  { name: 'tilt', kind: 'amount', from: 'left', to: 'right' },
  { name: 'light', kind: 'amount', from: 'left', to: 'right' },
  { name: 'african', kind: 'amount', from: 'none', to: 'all' },
  { name: 'asian', kind: 'amount', from: 'none', to: 'all' },
  { name: 'caucasian', kind: 'amount', from: 'none', to: 'all' },
  { name: 'background', kind: 'amount', from: 'dark', to: 'light' },
  { name: 'hat', kind: 'presence', from: 'none', to: 'hat' },
  { name: 'earrings', kind: 'presence', from: 'none', to: 'earrings' },
];

/** What the current network predicts: the first of LEARNED_ATTRIBUTES. */
export const PREDICTED_ATTRIBUTES = LEARNED_ATTRIBUTES.slice(0, NETWORKS[CURRENT_NETWORK].attributes);

/**
 * The position of an attribute among the network's outputs.
 * @throws RangeError where the network does not predict it
 */
export function attributeIndex(name: string): number {
  const found = PREDICTED_ATTRIBUTES.findIndex((attribute) => attribute.name === name);
  if (found < 0) {
    const known = PREDICTED_ATTRIBUTES.map((attribute) => attribute.name).join(', ');
    throw new RangeError(`no attribute ${name}; there are ${known}`);
  }
  return found;
}

const read = attributeReader(LEARNED_ATTRIBUTES.map(({ name }) => name));

/**
 * What the network is to predict for a portrait, in the order of LEARNED_ATTRIBUTES; undefined where the labels do not
 * say.
 * @throws where a field is missing or of the wrong type, or a presence is not in 0 … 1, which cross-entropy needs
 */
export function targetsOf(labels: Labels | undefined, place: string): (number | undefined)[] {
  const targets = read(labels, place);
  LEARNED_ATTRIBUTES.forEach(({ name, kind }, k) => {
    const value = targets[k] ?? 0;
    if (kind === 'presence' && !(value >= 0 && value <= 1)) {
      throw new RangeError(`the labels of ${place}: ${name} is ${value}, expected 0 … 1`);
    }
  });
  return targets;
}

/** The targets of the mirrored portrait. */
export function mirrorTargets(targets: readonly (number | undefined)[]): (number | undefined)[] {
  return LEARNED_ATTRIBUTES.map(({ name }, k) => {
    const value = targets[k];
    return value !== undefined && ATTRIBUTES[name].mirrors ? -value : value;
  });
}
