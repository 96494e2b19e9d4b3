/** The attributes of a `<dareka-face>`. */
export interface DarekaFaceAttributes {
  code?: string | undefined;
  seed?: number | string | undefined;
  model?: string | undefined;
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
  /** Directions that models of faces have, −1 … 1. A model may have others: add them by merging this interface. */
  smile?: number | string | undefined;
  age?: number | string | undefined;
  gender?: number | string | undefined;
  glasses?: number | string | undefined;
  beard?: number | string | undefined;
  turn?: number | string | undefined;
  nod?: number | string | undefined;
  tilt?: number | string | undefined;
  yaw?: number | string | undefined;
  pitch?: number | string | undefined;
  light?: number | string | undefined;
  'mouth-open'?: number | string | undefined;
  'eyes-open'?: number | string | undefined;
  'hair-length'?: number | string | undefined;
  'hair-colour'?: number | string | undefined;
  'skin-tone'?: number | string | undefined;
}
