import { describe, expect, it } from 'vitest';
import { gradients } from '../../graph/gradient.ts';
import { input } from '../../graph/tensor.ts';
import { openProgram } from '../../training/runtime/open.ts';
import { testDevice } from '../../training/testing/test-device.ts';
import { classAccuracy, crossEntropy, drawClasses, oneHot } from './classes.ts';

describe('classification', () => {
  it('has the losses, slopes and accuracies of three pictures, also where an exponential would overflow', async () => {
    const shape = [3, 3];
    const [logits, classes] = [input('logits', shape), input('classes', shape)];
    const loss = crossEntropy(logits, classes);
    const [slope = loss] = gradients(loss, [logits]);
    const accuracy = classAccuracy(logits, classes);
    const program = await openProgram('classify', { loss, slope, accuracy }, { device: testDevice });
    const found = await program.run({
      logits: { shape, data: Float32Array.of(1000, 0, 0, 0, -1000, 0, 0, 0, Math.log(2)) },
      classes: { shape, data: oneHot([0, 1, 2], 3) },
    });
    await program.release();
    // Sure and right; sure and wrong; half of the probability for the right one.
    expect(found.loss?.data[0]).toBeCloseTo((0 + 1000 + Math.log(2) + Math.log(2)) / 3, 3);
    expect(found.accuracy?.data[0]).toBeCloseTo(2 / 3, 6);
    const slopes = [0, 0, 0, 1 / 2, -1, 1 / 2, 1 / 4, 1 / 4, -1 / 2];
    found.slope?.data.forEach((value, i) => {
      expect(value).toBeCloseTo((slopes[i] ?? Number.NaN) / 3, 6);
    });
  });
});

describe('the classes that G is asked for', () => {
  it('are as frequent as they are in the data', () => {
    const drawn = drawClasses([0.5, 0, 0.25, 0.25], 3, 7, 4000);
    const counts = [0, 1, 2, 3].map((each) => drawn.filter((index) => index === each).length);
    // Four standard deviations of a count of 2,000 or 1,000 are 126 and 110.
    [2000, 0, 1000, 1000].forEach((expected, i) => {
      expect(Math.abs((counts[i] ?? 0) - expected)).toBeLessThanOrEqual(expected === 0 ? 0 : 126);
    });
  });

  it('depend on the seed and the step alone', () => {
    const even = new Array<number>(10).fill(0.1);
    expect(drawClasses(even, 3, 7, 64)).toEqual(drawClasses(even, 3, 7, 64));
    expect(drawClasses(even, 3, 8, 64)).not.toEqual(drawClasses(even, 3, 7, 64));
    expect(drawClasses(even, 4, 7, 64)).not.toEqual(drawClasses(even, 3, 7, 64));
  });

  it('are refused where there is no such class', () => {
    expect([...oneHot(Uint8Array.of(1, 0), 2)]).toEqual([0, 1, 1, 0]);
    expect(() => oneHot([0, 2], 2)).toThrow('class 2 of picture 1: there are 2 classes, 0 to 1');
    expect(() => oneHot([-1], 2)).toThrow('class -1 of picture 0');
  });
});
