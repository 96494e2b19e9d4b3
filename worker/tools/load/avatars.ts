/** Distinct names, each with some traits: all that a busy site with many users asks for. */
import type { RandomInt } from '../../../latent/testing/random-faces.ts';

const TRAITS: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['age', ['young', 'old', '0.3']],
  ['glasses', ['yes', 'no']],
  ['gender', ['feminine', 'masculine']],
  ['smile', ['yes', '-0.5']],
];

/** @returns the path of the avatar of name number `index`: a third has no traits, others one or several */
export function avatarPath(index: number, random: RandomInt): string {
  const asked = TRAITS.filter(() => random(3) === 0).map(
    ([name, values]) => `&${name}=${values[random(values.length)]}`,
  );
  return `/a/user-${index}.png?size=128${asked.join('')}`;
}
