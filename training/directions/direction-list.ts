/** The directions that are fitted for a model, each along one attribute. */

export type DirectionSpec = {
  /** The attribute that it changes, and its own name. */
  readonly name: string;
  /** Attributes that may change with it where it cannot move otherwise, because they are correlated in people. */
  readonly mayChange: readonly string[];
};

/** In the order of their indices in share codes. */
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
