/** The two ends of the directions that are known by name: [less, more]. */
const ends: Readonly<Record<string, readonly [string, string]>> = {
  smile: ['serious', 'smiling'],
  age: ['younger', 'older'],
  gender: ['more feminine', 'more masculine'],
  glasses: ['no glasses', 'glasses'],
  beard: ['no beard', 'beard'],
  'hair-length': ['shorter hair', 'longer hair'],
  'hair-colour': ['darker hair', 'lighter hair'],
  skin: ['lighter skin', 'darker skin'],
  'skin-tone': ['lighter skin', 'darker skin'],
  turn: ['turned left', 'turned right'],
  yaw: ['turned left', 'turned right'],
  tilt: ['tilted left', 'tilted right'],
  pitch: ['looking down', 'looking up'],
  light: ['lit from the left', 'lit from the right'],
  'light-direction': ['lit from the left', 'lit from the right'],
  'mouth-open': ['mouth closed', 'mouth open'],
};

const names: Readonly<Record<string, string>> = {
  smile: 'Smile',
  age: 'Age',
  gender: 'Gender',
  glasses: 'Glasses',
  beard: 'Beard',
  'hair-length': 'Hair length',
  'hair-colour': 'Hair colour',
  skin: 'Skin',
  'skin-tone': 'Skin tone',
  turn: 'Turn of the head',
  yaw: 'Turn of the head',
  tilt: 'Tilt',
  pitch: 'Up and down',
  light: 'Light',
  'light-direction': 'Light',
  'mouth-open': 'Mouth',
};

/** However a model writes the name of a direction. */
export function directionKey(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}

/** A direction as its manifest tells it. */
export type Ends = { readonly name: string; readonly ends?: readonly [string, string] | undefined };

export const directions = {
  name: (name: string): string => names[directionKey(name)] ?? name,
  less: ({ name, ends: own }: Ends): string => ends[directionKey(name)]?.[0] ?? own?.[0] ?? `less ${name}`,
  more: ({ name, ends: own }: Ends): string => ends[directionKey(name)]?.[1] ?? own?.[1] ?? `more ${name}`,
};
