import { describe, expect, it } from 'vitest';
import { referencePhilox } from '../testing/reference.ts';
import { type Block, philox } from './philox.ts';

const ONES = 0xffffffff;

/** Random123, tests/kat_vectors: the lines of philox4x32 with 10 rounds. The last one's words are digits of π. */
const PUBLISHED: { key: [number, number]; counter: Block; answer: Block }[] = [
  {
    key: [0, 0],
    counter: [0, 0, 0, 0],
    answer: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    key: [ONES, ONES],
    counter: [ONES, ONES, ONES, ONES],
    answer: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    key: [0xa4093822, 0x299f31d0],
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    answer: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
];

describe('philox', () => {
  it.each(PUBLISHED)('gives the published result for the key $key', ({ key, counter, answer }) => {
    expect(philox(...key, ...counter)).toEqual(answer);
    expect(referencePhilox(key, counter)).toEqual(answer);
  });

  it('agrees with an implementation in BigInt, each block being the key and the counter of the next', () => {
    let counter = philox(1, 2, 3, 4, 5, 6);
    let key: [number, number] = [7, 8];
    for (let i = 0; i < 5000; i++) {
      const block = philox(...key, ...counter);
      expect(block).toEqual(referencePhilox(key, counter));
      key = [counter[1], counter[2]];
      counter = block;
    }
  });
});
