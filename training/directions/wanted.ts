/** The directions that a model of faces is given, each along one attribute. */

export type Wanted = {
  /** The attribute it moves, and its own name. */
  readonly name: string;
  /** Attributes that may follow it where it would not move otherwise, because in people they do. All others are held. */
  readonly lets: readonly string[];
};

/** In the order that numbers them in share codes. */
export const WANTED: readonly Wanted[] = [
  { name: 'smile', lets: ['mouth open'] },
  { name: 'age', lets: [] },
  { name: 'gender', lets: ['beard', 'bald'] },
  { name: 'glasses', lets: ['sunglasses'] },
  { name: 'beard', lets: [] },
  { name: 'hair length', lets: ['bald'] },
  { name: 'hair colour', lets: ['bald'] },
  { name: 'skin tone', lets: ['african', 'asian', 'caucasian'] },
  { name: 'turn', lets: [] },
  { name: 'nod', lets: [] },
  { name: 'tilt', lets: [] },
  { name: 'light', lets: [] },
  { name: 'mouth open', lets: ['smile'] },
];
