/**
 * The attributes of a portrait: what its labels say as numbers, one for each quality that a face can have more or less of.
 * The labels are those of the rendered portraits that the published models learn from; other fields are ignored.
 *
 * Networks take attributes by position, so each consumer has its own list of names: LATENT_ATTRIBUTES (gan/latent-attributes.ts) for generators that
 * are trained with labels, PREDICTED_ATTRIBUTES for the attribute network. Where the two disagree on a scale, the table
 * has both, because either scale is part of weights that exist:
 *
 * - `hair length` is a length between 0 and 1, which the attribute network predicts; `hair rank` is the order of lengths that
 *   runs with labels have learned. They differ on whether an afro is longer than a ponytail.
 * - `hair colour`, `skin tone` and `background` are CIE lightness, which the attribute network predicts; `hair luma`, `skin luma`
 *   and `background luma` are what runs with labels have learned. Colours of different hue can swap their order.
 * - `earrings` is whether there are any; `earrings rank` is how far they hang.
 *
 * Portraits that were rendered before hats and earrings existed have no labels for them.
 */
import * as v from 'valibot';
import { parseValue } from '../../../gan/parse-value.ts';
import { luma } from '../decoding/luma.ts';
import type { Labels } from './labels.ts';

const rgb = v.tuple([v.number(), v.number(), v.number()]);

/** One line of `labels.jsonl`. Shares are in 0 … 1, angles in degrees, colours sRGB in 0 … 255. */
const portraitLabelsSchema = v.object({
  gender: v.number(),
  age: v.number(),
  ethnicity: v.object({ african: v.number(), asian: v.number(), caucasian: v.number() }),
  smile: v.number(),
  mouth_open: v.number(),
  eyes_open: v.number(),
  glasses: v.picklist(['none', 'clear', 'sun']),
  beard: v.picklist(['none', 'stubble', 'moustache', 'goatee', 'full']),
  hair: v.string(),
  hair_colour: v.string(),
  hair_rgb: rgb,
  skin_rgb: rgb,
  yaw: v.number(),
  pitch: v.number(),
  roll: v.number(),
  light_azimuth: v.number(),
  background_rgb: rgb,
  hat: v.optional(v.picklist(['none', 'beanie', 'fedora'])),
  earrings: v.optional(v.picklist(['none', 'stud', 'hoop', 'drop'])),
});
type PortraitLabels = v.InferOutput<typeof portraitLabelsSchema>;
type Field = keyof PortraitLabels;

type Attribute = {
  /** The fields that it is computed from; a consumer needs the fields of its own attributes only. */
  readonly fields: readonly Field[];
  /** undefined where a portrait has nothing to measure it on, or its labels do not say. */
  readonly of: (labels: PortraitLabels) => number | undefined;
  /** Whether a mirrored portrait has the negative value. */
  readonly mirrors: boolean;
};

function attribute<const F extends Field>(
  fields: readonly F[],
  of: (labels: Pick<PortraitLabels, F>) => number | undefined,
): Attribute {
  return { fields, of, mirrors: false };
}

function mirroring<const F extends Field>(
  fields: readonly F[],
  of: (labels: Pick<PortraitLabels, F>) => number,
): Attribute {
  return { fields, of, mirrors: true };
}

/** CIE lightness of an sRGB colour, 0 black … 1 white. */
function lightness(colour: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return luminance > (6 / 29) ** 3 ? 1.16 * Math.cbrt(luminance) - 0.16 : (luminance * (29 / 3) ** 3) / 100;
}

const GLASSES_RANK = { none: 0, clear: 1, sun: 2 } as const;
const EARRINGS_RANK = { none: 0, stud: 1, hoop: 2, drop: 3 } as const;
const BEARD = { none: 0, stubble: 0.4, moustache: 0.6, goatee: 0.7, full: 1 } as const;

/** Hair styles by the word that their names begin with. `length`: how far down the hair reaches. */
const HAIR_STYLES = [
  { style: 'bald', length: 0, rank: 0 },
  { style: 'buzz', length: 0.1, rank: 1 },
  { style: 'short', length: 0.3, rank: 2 },
  { style: 'afro', length: 0.4, rank: 4 },
  { style: 'ponytail', length: 0.5, rank: 3 },
  { style: 'bob', length: 0.7, rank: 5 },
  { style: 'braid', length: 0.8, rank: 6 },
  { style: 'long', length: 1, rank: 7 },
] as const;

function styleOf(hair: string) {
  return HAIR_STYLES.find(({ style }) => hair.startsWith(style));
}

export const ATTRIBUTES = {
  smile: attribute(['smile'], ({ smile }) => smile),
  'mouth open': attribute(['mouth_open'], ({ mouth_open }) => mouth_open),
  'eyes open': attribute(['eyes_open'], ({ eyes_open }) => eyes_open),
  gender: attribute(['gender'], ({ gender }) => gender),
  age: attribute(['age'], ({ age }) => age),
  glasses: attribute(['glasses'], ({ glasses }) => Number(glasses !== 'none')),
  sunglasses: attribute(['glasses'], ({ glasses }) => Number(glasses === 'sun')),
  'glasses rank': attribute(['glasses'], ({ glasses }) => GLASSES_RANK[glasses]),
  beard: attribute(['beard'], ({ beard }) => BEARD[beard]),
  'hair length': attribute(['hair'], ({ hair }) => styleOf(hair)?.length),
  'hair rank': attribute(['hair'], ({ hair }) => styleOf(hair)?.rank),
  bald: attribute(['hair'], ({ hair }) => Number(hair === 'bald')),
  'hair colour': attribute(['hair', 'hair_rgb'], ({ hair, hair_rgb }) =>
    hair === 'bald' ? undefined : lightness(hair_rgb),
  ),
  'hair luma': attribute(['hair_colour', 'hair_rgb'], ({ hair_colour, hair_rgb }) =>
    hair_colour === 'none' ? undefined : luma(hair_rgb),
  ),
  'skin tone': attribute(['skin_rgb'], ({ skin_rgb }) => lightness(skin_rgb)),
  'skin luma': attribute(['skin_rgb'], ({ skin_rgb }) => luma(skin_rgb)),
  turn: mirroring(['yaw'], ({ yaw }) => yaw),
  nod: attribute(['pitch'], ({ pitch }) => pitch),
  tilt: mirroring(['roll'], ({ roll }) => roll),
  light: mirroring(['light_azimuth'], ({ light_azimuth }) => light_azimuth),
  african: attribute(['ethnicity'], ({ ethnicity }) => ethnicity.african),
  asian: attribute(['ethnicity'], ({ ethnicity }) => ethnicity.asian),
  caucasian: attribute(['ethnicity'], ({ ethnicity }) => ethnicity.caucasian),
  background: attribute(['background_rgb'], ({ background_rgb }) => lightness(background_rgb)),
  'background luma': attribute(['background_rgb'], ({ background_rgb }) => luma(background_rgb)),
  hat: attribute(['hat'], ({ hat }) => (hat === undefined ? undefined : Number(hat !== 'none'))),
  earrings: attribute(['earrings'], ({ earrings }) =>
    earrings === undefined ? undefined : Number(earrings !== 'none'),
  ),
  'earrings rank': attribute(['earrings'], ({ earrings }) =>
    earrings === undefined ? undefined : EARRINGS_RANK[earrings],
  ),
} as const satisfies Readonly<Record<string, Attribute>>;

export type AttributeName = keyof typeof ATTRIBUTES;

export function missingLabels(place: string): Error {
  return new Error(
    `${place} has no labels; write a labels.jsonl or labels.csv beside the pictures, or labelWeight = 0 in the recipe`,
  );
}

/**
 * @returns a function from the labels of a portrait to its attributes, in the order of `names`. It throws where there are
 *   no labels, or a field is missing or of the wrong type, naming `place` and the field.
 */
export function attributeReader(
  names: readonly AttributeName[],
): (labels: Labels | undefined, place: string) => (number | undefined)[] {
  const chosen = names.map((name): Attribute => ATTRIBUTES[name]);
  const fields = new Set(chosen.flatMap((each) => each.fields));
  const schema = v.object(
    Object.fromEntries(
      Object.entries(portraitLabelsSchema.entries).filter(([field]) => fields.has(field as Field)),
    ),
  );
  return (labels, place) => {
    if (!labels) {
      throw missingLabels(place);
    }
    const values = parseValue(schema, labels, `the labels of ${place}`);
    // Each attribute uses its own fields only, all of which are in the schema.
    const parsed = values as PortraitLabels;
    return chosen.map(({ of }) => of(parsed));
  };
}
