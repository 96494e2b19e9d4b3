/**
 * What the attribute network reads in a portrait, and how the labels of the training data (`labels.jsonl` of the
 * rendered portraits) say it.
 */
import * as v from 'valibot';

const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const rgb = v.tuple([v.number(), v.number(), v.number()]);

/** The fields of a portrait's labels that are read; others are ignored. */
const labelSchema = v.object({
  gender: unit,
  age: v.number(),
  ethnicity: v.object({ african: unit, asian: unit, caucasian: unit }),
  smile: unit,
  mouth_open: unit,
  eyes_open: unit,
  glasses: v.picklist(['none', 'clear', 'sun']),
  beard: v.picklist(['none', 'stubble', 'moustache', 'goatee', 'full']),
  hair: v.string(),
  hair_rgb: rgb,
  skin_rgb: rgb,
  yaw: v.number(),
  pitch: v.number(),
  roll: v.number(),
  light_azimuth: v.number(),
  background_rgb: rgb,
});
export type PortraitLabels = v.InferOutput<typeof labelSchema>;

/** @throws valibot's ValiError, which names the field that is missing or out of its range */
export function parsePortraitLabels(labels: unknown): PortraitLabels {
  return v.parse(labelSchema, labels);
}

export type Attribute = {
  readonly name: string;
  /** An amount is read in the unit of its label, a presence as a logit: above 0 it is there. */
  readonly kind: 'amount' | 'presence';
  /** What its lowest and highest values look like. */
  readonly from: string;
  readonly to: string;
  /** Whether the mirrored portrait has the opposite value. */
  readonly mirrors?: true;
  /** The label's value; undefined where the portrait does not say. */
  readonly of: (labels: PortraitLabels) => number | undefined;
};

/** CIE lightness of an sRGB colour, 0 black … 1 white. */
function lightness(colour: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return luminance > (6 / 29) ** 3 ? 1.16 * Math.cbrt(luminance) - 0.16 : (luminance * (29 / 3) ** 3) / 100;
}

/** How far the hair reaches down, by the name of its style without the number. */
const HAIR_LENGTH: Readonly<Record<string, number>> = {
  bald: 0,
  buzz: 0.1,
  short: 0.3,
  afro: 0.4,
  ponytail: 0.5,
  bob: 0.7,
  braid: 0.8,
  long: 1,
};
const BEARD = { none: 0, stubble: 0.4, moustache: 0.6, goatee: 0.7, full: 1 } as const;

function presence(value: boolean): number {
  return Number(value);
}

export const ATTRIBUTES: readonly Attribute[] = [
  { name: 'smile', kind: 'amount', from: 'serious', to: 'smiling', of: (l) => l.smile },
  { name: 'mouth open', kind: 'amount', from: 'closed', to: 'open', of: (l) => l.mouth_open },
  { name: 'eyes open', kind: 'amount', from: 'closed', to: 'open', of: (l) => l.eyes_open },
  { name: 'gender', kind: 'presence', from: 'female', to: 'male', of: (l) => l.gender },
  { name: 'age', kind: 'amount', from: 'young', to: 'old', of: (l) => l.age },
  {
    name: 'glasses',
    kind: 'presence',
    from: 'none',
    to: 'glasses',
    of: (l) => presence(l.glasses !== 'none'),
  },
  {
    name: 'sunglasses',
    kind: 'presence',
    from: 'none',
    to: 'dark',
    of: (l) => presence(l.glasses === 'sun'),
  },
  { name: 'beard', kind: 'amount', from: 'none', to: 'full', of: (l) => BEARD[l.beard] },
  {
    name: 'hair length',
    kind: 'amount',
    from: 'short',
    to: 'long',
    of: (l) => HAIR_LENGTH[l.hair.replace(/\d+$/, '')],
  },
  { name: 'bald', kind: 'presence', from: 'hair', to: 'bald', of: (l) => presence(l.hair === 'bald') },
  {
    name: 'hair colour',
    kind: 'amount',
    from: 'dark',
    to: 'light',
    of: (l) => (l.hair === 'bald' ? undefined : lightness(l.hair_rgb)),
  },
  { name: 'skin tone', kind: 'amount', from: 'dark', to: 'light', of: (l) => lightness(l.skin_rgb) },
  { name: 'turn', kind: 'amount', from: 'left', to: 'right', mirrors: true, of: (l) => l.yaw },
  { name: 'nod', kind: 'amount', from: 'down', to: 'up', of: (l) => l.pitch },
  { name: 'tilt', kind: 'amount', from: 'left', to: 'right', mirrors: true, of: (l) => l.roll },
  { name: 'light', kind: 'amount', from: 'left', to: 'right', mirrors: true, of: (l) => l.light_azimuth },
  { name: 'african', kind: 'amount', from: 'none', to: 'all', of: (l) => l.ethnicity.african },
  { name: 'asian', kind: 'amount', from: 'none', to: 'all', of: (l) => l.ethnicity.asian },
  { name: 'caucasian', kind: 'amount', from: 'none', to: 'all', of: (l) => l.ethnicity.caucasian },
  { name: 'background', kind: 'amount', from: 'dark', to: 'light', of: (l) => lightness(l.background_rgb) },
];

/**
 * Where an attribute stands among what the network gives.
 * @throws where there is none of that name
 */
export function attributeIndex(name: string): number {
  const found = ATTRIBUTES.findIndex((attribute) => attribute.name === name);
  if (found < 0) {
    throw new RangeError(`no attribute ${name}; there are ${ATTRIBUTES.map((a) => a.name).join(', ')}`);
  }
  return found;
}

/** The labels of one portrait as targets: undefined where it does not say. */
export function targetsOf(labels: PortraitLabels, mirrored: boolean): (number | undefined)[] {
  return ATTRIBUTES.map(({ of, mirrors }) => {
    const value = of(labels);
    return value !== undefined && mirrored && mirrors ? -value : value;
  });
}
