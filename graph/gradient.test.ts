import { describe, expect, it } from 'vitest';
import { convolve } from './convolution.ts';
import { add, multiply } from './elementwise.ts';
import { gradients } from './gradient.ts';
import { matmul } from './matmul.ts';
import { sum } from './reduction.ts';
import { concat, reshape, slice, transpose } from './shape.ts';
import { constant, detach, input } from './tensor.ts';

const RESAMPLE = { stride: 2, padding: 1 };

describe('gradients', () => {
  const x = input('x', [2, 3]);

  it('refuse a loss that is not a scalar, naming its shape', () => {
    expect(() => gradients(x, [x])).toThrow('[2, 3]');
  });

  it('refuse a tensor that the loss does not depend on, instead of returning zeros', () => {
    expect(() => gradients(sum(x), [input('y', [1])])).toThrow('does not depend on tensor 0');
    expect(() => gradients(sum(detach(multiply(x, x))), [x])).toThrow('does not depend');
  });
});

describe('shapes that do not fit are refused with both shapes', () => {
  const x = input('x', [2, 3, 6, 6]);
  it.each([
    ['add', () => add(x, constant([1, 2], [2])), '[2, 3, 6, 6] and [2]'],
    ['matmul', () => matmul(input('a', [2, 3]), input('b', [2, 3])), '[2, 3] by [2, 3]'],
    ['reshape', () => reshape(x, [5]), '[2, 3, 6, 6] does not have as many elements as [5]'],
    ['transpose', () => transpose(x, [0, 1, 1, 2]), '[0,1,1,2]'],
    ['sum', () => sum(x, [4]), 'no axis 4'],
    ['slice', () => slice(x, 1, 2, 2), '2 elements from 2 on are not within axis 1'],
    ['concat', () => concat([x, input('w', [2, 3, 6])], 1), '[2, 3, 6] cannot be joined'],
    ['convolve: channels', () => convolve(x, input('w', [4, 2, 4, 4]), RESAMPLE), 'has 3 channels'],
    [
      'convolve: stride',
      () => convolve(input('x', [1, 3, 5, 5]), input('w', [4, 3, 4, 4]), RESAMPLE),
      'a size of 5',
    ],
    ['constant', () => constant([1, 2, 3], [2]), '3 values'],
  ])('%s', (_, build, message) => {
    expect(build).toThrow(message);
  });
});
