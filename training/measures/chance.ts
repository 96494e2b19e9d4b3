/** Random numbers for examples that small networks learn from. */
import { philox } from '../../latent/seed/philox.ts';

/** A uniform random number in [0, 1). */
export type Chance = () => number;

/** The numbers of one example of one step. */
export function openChance(seed: number, step: number, example: number): Chance {
  let drawn = 0;
  return () => philox(seed, 2, step, example, drawn++, 5)[0] / 2 ** 32;
}

/** A number from `low` to `high`. */
export function between(chance: Chance, low: number, high: number): number {
  return low + (high - low) * chance();
}

/** A number from `low` to `high`, or its negative. */
export function eitherWay(chance: Chance, low: number, high: number): number {
  return between(chance, low, high) * (chance() < 0.5 ? -1 : 1);
}

export function pick<T>(chance: Chance, list: readonly [T, ...T[]]): T {
  return list[Math.floor(chance() * list.length)] ?? list[0];
}
