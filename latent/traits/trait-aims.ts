/** How often the traits that are asked for should be read in faces. */
import type { TraitMeasurements } from '../model/measurements.ts';

type Asked = TraitMeasurements['asked'][number];

/** One trait, and several together. */
export const AIMS = { one: 0.95, several: 0.9 } as const;

/** `{ age: 'old', glasses: 'yes' }` → `age=old glasses=yes`. */
export function describeTraits(traits: Asked['traits']): string {
  return Object.entries(traits)
    .map(([name, word]) => `${name}=${word}`)
    .join(' ');
}

/** Whether it is read as often as it should be. */
export function reachesAim({ traits, held }: Asked): boolean {
  return held.share >= (Object.keys(traits).length === 1 ? AIMS.one : AIMS.several);
}
