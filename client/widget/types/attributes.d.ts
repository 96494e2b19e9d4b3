import type { DarekaFaceEvents } from '../index.ts';

/** A position of a direction, −1 … 1; beside `avatar` also a word of a trait, or true for `yes`. */
type Position = number | string | boolean | undefined;

/** The attributes of a `<dareka-face>`. */
export interface DarekaFaceAttributes {
  code?: string | undefined;
  /** A name: any text of 1 to 256 bytes. */
  avatar?: string | undefined;
  seed?: number | string | undefined;
  model?: string | undefined;
  /** The class of the face, of a conditional model: its name. */
  'of-class'?: number | string | undefined;
  random?: boolean | undefined;
  interactive?: boolean | undefined;
  controls?: boolean | undefined;
  walk?: boolean | undefined;
  size?: number | string | undefined;
  alt?: string | undefined;
  name?: string | undefined;
  form?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Directions that models of faces have, and traits. A model may have others: add them by merging this interface. */
  smile?: Position;
  age?: Position;
  gender?: Position;
  glasses?: Position;
  beard?: Position;
  turn?: Position;
  nod?: Position;
  tilt?: Position;
  yaw?: Position;
  pitch?: Position;
  light?: Position;
  'mouth-open'?: Position;
  'eyes-open'?: Position;
  'hair-length'?: Position;
  'hair-colour'?: Position;
  'skin-tone'?: Position;
  hair?: Position;
  'hair-color'?: Position;
  skin?: Position;
  mouth?: Position;
  hat?: Position;
  earrings?: Position;
}

/** Its events as JSX and Svelte name them: `ondareka-change`. */
export type DarekaFaceListeners = {
  [Name in keyof DarekaFaceEvents as `on${Name}`]?: (event: DarekaFaceEvents[Name]) => void;
};
