/** The directions that a model of faces is given, each along one attribute. */

export type DirectionSpec = {
  /** The attribute it moves, and its own name. */
  readonly name: string;
  /** Attributes that may follow it where it would not move otherwise, because in people they do. All others are held. */
  readonly mayChange: readonly string[];
};

/** In the order that numbers them in share codes. */
export const DIRECTION_SPECS: readonly DirectionSpec[] = [
  { name: 'smile', mayChange: ['mouth open'] },
  { name: 'age', mayChange: [] },
  { name: 'gender', mayChange: ['beard', 'bald'] },
  { name: 'glasses', mayChange: ['sunglasses'] },
  { name: 'beard', mayChange: [] },
  { name: 'hair length', mayChange: ['bald'] },
  { name: 'hair colour', mayChange: ['bald'] },
  { name: 'skin tone', mayChange: ['african', 'asian', 'caucasian'] },
  { name: 'turn', mayChange: [] },
  { name: 'nod', mayChange: [] },
  { name: 'tilt', mayChange: [] },
  { name: 'light', mayChange: [] },
  { name: 'mouth open', mayChange: ['smile'] },
];
