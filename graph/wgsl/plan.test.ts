import { describe, expect, it } from 'vitest';
import { layOutState } from '../compiler/memory.ts';
import { convolve, convolveTransposed } from '../convolution.ts';
import { add, exp, leakyRelu, multiply, square, subtract } from '../elementwise.ts';
import { gradients } from '../gradient.ts';
import { mean } from '../mean.ts';
import { sum } from '../reduction.ts';
import { concat, pad, reshape, slice, transpose } from '../shape.ts';
import { nextName } from '../state.ts';
import { apply, input, type Tensor } from '../tensor.ts';
import { planKernels } from './plan.ts';

const x = input('x', [4, 3, 8, 8]);
const filter = input('filter', [5, 3, 4, 4]);
const HALF = { stride: 2, padding: 1 };

function labels(outputs: Record<string, Tensor>): string[] {
  return planKernels(outputs).dispatches.map(({ label }) => label);
}

describe('operators share kernels', () => {
  it('a chain of elementwise operators and views is one kernel', () => {
    const y = add(multiply(exp(x), 2), 1);
    expect(labels({ y: transpose(slice(pad(y, 2, 1, 1), 3, 2, 4), [0, 2, 3, 1]) })).toEqual([
      'elementwise [4, 10, 4, 3]',
    ]);
  });

  it('what follows a convolution element by element is its epilogue', () => {
    expect(labels({ y: leakyRelu(add(convolve(x, filter, HALF), 1), 0.2) })).toEqual([
      'convolution, stride 2, padding 1 [4, 5, 4, 4] and 1 more',
    ]);
  });

  it('sums over the same axes share a kernel, and what is computed from them follows in it', () => {
    const [first, second] = [sum(x, [0, 2, 3]), sum(square(x), [0, 2, 3])];
    expect(labels({ spread: subtract(second, square(first)) })).toEqual(['sum [1, 3, 1, 1] and 1 more']);
  });

  it('a sum that needs another one waits for it', () => {
    const centred = subtract(x, mean(x, [0, 2, 3]));
    expect(labels({ variance: mean(square(centred), [0, 2, 3]) })).toHaveLength(2);
  });

  it('weights of any size are updated in one dispatch', () => {
    const [a, b] = [input('a', [7, 5]), input('b', [3])];
    const rate = input('rate', [1]);
    const loss = add(reshape(sum(exp(a)), [1]), reshape(sum(exp(b)), [1]));
    const [toA, toB] = gradients(loss, [a, b]) as [Tensor, Tensor];
    const updates = {
      [nextName('a')]: subtract(a, multiply(toA, rate)),
      [nextName('b')]: subtract(b, multiply(toB, rate)),
    };
    const plan = planKernels(updates, { state: layOutState({ a: a.shape, b: b.shape }) });
    expect(plan.dispatches.map(({ label }) => label)).toEqual(['elementwise [7, 5] of 2 tensors']);
    expect(plan.copies).toEqual([]);
  });

  it('whether a number was positive is read from its ReLU, so that the number itself is not kept', () => {
    const scaled = multiply(convolve(x, filter, HALF), input('scale', [1, 5, 1, 1]));
    const [slope] = gradients(sum(square(leakyRelu(scaled, 0.2))), [filter]) as [Tensor];
    const { dispatches } = planKernels({ slope });
    // The convolution writes its activation, the filter's gradient reads it; nothing else is in between.
    expect(dispatches.map(({ label }) => label.replace(/,.*/, ''))).toEqual([
      'convolution',
      'filter gradient',
    ]);
  });
});

describe('memory', () => {
  it('a next value is written over the old one, unless that is read later', () => {
    const [w, v] = [input('w', [6]), input('v', [6])];
    const state = layOutState({ w: [6], v: [6] });
    expect(planKernels({ [nextName('w')]: add(w, 1) }, { state }).copies).toEqual([]);
    // The second sum is that of the old w.
    const later = {
      [nextName('w')]: multiply(w, sum(v)),
      [nextName('v')]: multiply(v, sum(exp(multiply(w, sum(v))))),
    };
    expect(planKernels(later, { state }).copies).toEqual([]);
    const shuffled = { [nextName('w')]: concat([slice(w, 0, 3, 3), slice(w, 0, 0, 3)], 0) };
    expect(planKernels(shuffled, { state }).copies).toEqual([
      { from: { region: 'scratch0', offset: 0 }, to: { region: 'state', offset: 0 }, elements: 6 },
    ]);
  });

  it('scratch is used again, so that a long chain needs no more than a short one', () => {
    function chain(length: number): Tensor {
      let y: Tensor = x;
      for (let i = 0; i < length; i++) {
        y = convolveTransposed(convolve(y, filter, HALF), filter, HALF);
      }
      return y;
    }
    const scratch = (length: number): number | undefined => planKernels({ y: chain(length) }).sizes.scratch0;
    expect(scratch(20)).toBe(scratch(4));
  });

  it('values that do not fit into one buffer go into several, and one that is too large is refused by its shape', () => {
    const outputs = { s: sum(convolve(exp(x), filter, HALF)) };
    expect(Object.keys(planKernels(outputs, { largestBuffer: 2 ** 20 }).sizes)).not.toContain('scratch1');
    // exp(x) has 3,072 bytes, the convolution 1,280.
    expect(planKernels(outputs, { largestBuffer: 4096 }).sizes).toMatchObject({
      scratch0: 768,
      scratch1: 320,
    });
    expect(() => planKernels(outputs, { largestBuffer: 2048 })).toThrow(
      'the shape [4, 3, 8, 8] does not fit into one buffer of this GPU, which has 2048 bytes at most',
    );
  });
});

it('an operator without a kernel is refused by its name', () => {
  expect(() => planKernels({ y: apply('Erf', [x], x.shape) })).toThrow(
    'there is no kernel for the operator Erf',
  );
});

it('an output that is an input, a constant or twice the same has memory of its own', () => {
  const twice = add(x, x);
  const { outputs, copies } = planKernels({
    x,
    again: x,
    both: concat([x, x], 0),
    seven: input('seven', []),
    twice,
    same: twice,
  });
  expect(new Set(Object.values(outputs).map(({ offset }) => offset)).size).toBe(6);
  // WebGPU copies from one buffer to another only.
  expect(copies).toEqual([]);
});
