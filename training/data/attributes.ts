/**
 * What the labels of a portrait say of it, as numbers: one for each attribute that a face can have more or less of. The
 * fields are those of the portraits that the published models learn from (rendered, labelled faces).
 */
import * as v from 'valibot';
import type { Labels } from './labels.ts';

const colour = v.tuple([v.number(), v.number(), v.number()]);
const faceLabelsSchema = v.object({
  gender: v.number(),
  age: v.number(),
  smile: v.number(),
  mouth_open: v.number(),
  eyes_open: v.number(),
  glasses: v.picklist(['none', 'clear', 'sun']),
  beard: v.picklist(['none', 'stubble', 'moustache', 'goatee', 'full']),
  hair: v.string(),
  hair_colour: v.string(),
  hair_rgb: colour,
  skin_rgb: colour,
  yaw: v.number(),
  pitch: v.number(),
  roll: v.number(),
  light_azimuth: v.number(),
  background_rgb: colour,
});
type FaceLabels = v.InferOutput<typeof faceLabelsSchema>;

export type Attribute = {
  readonly name: string;
  /** A number that grows with the attribute; undefined where a portrait has nothing to measure it on. */
  readonly of: (labels: FaceLabels) => number | undefined;
  /** Whether a mirrored portrait has the negative of it. */
  readonly odd: boolean;
};

/** Luma of an sRGB colour, 0 … 255 (ITU-R BT.709). */
function luma([r, g, b]: readonly [number, number, number]): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const GLASSES = { none: 0, clear: 1, sun: 2 } as const;
const BEARD = { none: 0, stubble: 1, moustache: 2, goatee: 3, full: 4 } as const;
/** How much hair is seen: bald, cropped, short, to the jaw, long; styles by the word they begin with. */
const HAIR_LENGTH: readonly (readonly [style: string, length: number])[] = [
  ['bald', 0],
  ['buzz', 1],
  ['short', 2],
  ['ponytail', 3],
  ['afro', 4],
  ['bob', 5],
  ['braid', 6],
  ['long', 7],
];

function even(name: string, of: Attribute['of']): Attribute {
  return { name, of, odd: false };
}
function odd(name: string, of: Attribute['of']): Attribute {
  return { name, of, odd: true };
}

/** In the order that latents and networks use; a new one comes last. */
export const ATTRIBUTES: readonly Attribute[] = [
  even('smile', ({ smile }) => smile),
  even('mouthOpen', ({ mouth_open }) => mouth_open),
  even('eyesOpen', ({ eyes_open }) => eyes_open),
  even('gender', ({ gender }) => gender),
  even('age', ({ age }) => age),
  even('glasses', ({ glasses }) => GLASSES[glasses]),
  even('beard', ({ beard }) => BEARD[beard]),
  even('hairLength', ({ hair }) => HAIR_LENGTH.find(([style]) => hair.startsWith(style))?.[1]),
  even('hairLightness', ({ hair_colour, hair_rgb }) => (hair_colour === 'none' ? undefined : luma(hair_rgb))),
  even('skinLightness', ({ skin_rgb }) => luma(skin_rgb)),
  odd('yaw', ({ yaw }) => yaw),
  even('pitch', ({ pitch }) => pitch),
  odd('roll', ({ roll }) => roll),
  odd('light', ({ light_azimuth }) => light_azimuth),
  even('background', ({ background_rgb }) => luma(background_rgb)),
];

/**
 * The attributes of a portrait, in the order of ATTRIBUTES.
 * @throws where there are no labels, or one is missing or no number, naming `place` and the field
 */
export function attributesOf(labels: Labels | undefined, place: string): (number | undefined)[] {
  if (!labels) {
    throw new Error(
      `${place} has no labels; write a labels.jsonl beside the pictures, or labelWeight = 0 in the recipe`,
    );
  }
  const result = v.safeParse(faceLabelsSchema, labels);
  if (!result.success) {
    const [issue] = result.issues;
    throw new Error(`the labels of ${place}: ${v.getDotPath(issue) ?? 'all'}: ${issue.message}`);
  }
  return ATTRIBUTES.map(({ of }) => of(result.output));
}
