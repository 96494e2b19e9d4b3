import { describe, expect, it } from 'vitest';
import { balancedPortraits } from './labelled-portraits.ts';

/** Ten portraits, whose only target is a kind and whose pixel is their number: seven of the first kind, two of the second, one of the third. */
const KINDS = [0, 0, 1, 0, 0, 2, 0, 1, 0, 0];
const portraits = {
  targets: KINDS.map((kind) => [kind]),
  pixels: async (index: number) => Uint8Array.of(index),
};

async function numbersOf(most: number): Promise<number[]> {
  const { targets, pixels } = balancedPortraits(portraits, ([kind]) => String(kind), most);
  const numbers = await Promise.all(targets.map(async (_, i) => (await pixels(i))[0] ?? -1));
  expect(targets).toEqual(numbers.map((number) => [KINDS[number]]));
  return numbers;
}

describe('portraits of rare kinds', () => {
  it('are repeated up to the number of the most frequent kind', async () => {
    expect(await numbersOf(100)).toEqual([0, 1, 2, 2, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 6, 7, 7, 7, 8, 9]);
  });

  it('are repeated no more often than they may be', async () => {
    expect(await numbersOf(2)).toEqual([0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 7, 8, 9]);
    expect(await numbersOf(1)).toEqual([...KINDS.keys()]);
  });

  it('end where they end', async () => {
    await expect(balancedPortraits(portraits, () => '', 1).pixels(10)).rejects.toThrow(
      'no portrait 10 of 10',
    );
  });
});
