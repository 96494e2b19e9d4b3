import { directionSlug } from '../../../latent/direction-name.ts';

/** A direction as its manifest tells it. */
export type Ends = { readonly name: string; readonly ends?: readonly [string, string] | undefined };

/** What a direction is called, and what its ends are, by the words that its manifest has for them. */
export type Known = { readonly name: string; readonly ends: Readonly<Record<string, string>> };

/** Every attribute that the training package knows to look for. */
const known: Readonly<Record<string, Known>> = {
  smile: { name: 'Smile', ends: { serious: 'serious', smiling: 'smiling' } },
  'mouth-open': { name: 'Mouth', ends: { closed: 'mouth closed', open: 'mouth open' } },
  'eyes-open': { name: 'Eyes', ends: { closed: 'eyes closed', open: 'eyes open' } },
  gender: { name: 'Gender', ends: { female: 'more feminine', male: 'more masculine' } },
  age: { name: 'Age', ends: { young: 'younger', old: 'older' } },
  glasses: { name: 'Glasses', ends: { none: 'no glasses', glasses: 'glasses' } },
  sunglasses: { name: 'Sunglasses', ends: { none: 'no dark glasses', dark: 'dark glasses' } },
  beard: { name: 'Beard', ends: { none: 'no beard', full: 'full beard' } },
  'hair-length': { name: 'Hair length', ends: { short: 'shorter hair', long: 'longer hair' } },
  bald: { name: 'Baldness', ends: { hair: 'hair', bald: 'bald' } },
  'hair-colour': { name: 'Hair colour', ends: { dark: 'darker hair', light: 'lighter hair' } },
  'skin-tone': { name: 'Skin tone', ends: { dark: 'darker skin', light: 'lighter skin' } },
  turn: { name: 'Turn of the head', ends: { left: 'turned left', right: 'turned right' } },
  nod: { name: 'Nod', ends: { down: 'looking down', up: 'looking up' } },
  tilt: { name: 'Tilt', ends: { left: 'tilted left', right: 'tilted right' } },
  light: { name: 'Light', ends: { left: 'lit from the left', right: 'lit from the right' } },
};

export const directions = {
  known,
  name: (name: string): string => known[directionSlug(name)]?.name ?? name,
  less: ({ name, ends }: Ends): string =>
    ends === undefined ? `less ${name}` : (known[directionSlug(name)]?.ends[ends[0]] ?? ends[0]),
  more: ({ name, ends }: Ends): string =>
    ends === undefined ? `more ${name}` : (known[directionSlug(name)]?.ends[ends[1]] ?? ends[1]),
};
