import { describe, expect, it } from 'vitest';
import { constant, input, type Shape, type Tensor } from '../../graph/tensor.ts';
import { openProgram } from '../../training/runtime/open.ts';
import { checkDerivatives } from '../../training/testing/central-differences.ts';
import { testDevice } from '../../training/testing/test-device.ts';
import { crossEntropy } from '../objective/classes.ts';
import { parseRecipe } from '../recipe.ts';
import { besidePicture, projection } from './condition.ts';
import { discriminate } from './discriminator.ts';
import { discriminatorParameters } from './discriminator-parameters.ts';
import { weightInputs } from './layers.ts';

type Case = { f: (x: Tensor, y: Tensor) => Tensor; shapes: readonly Shape[] };
const CLASSES = constant([0, 0, 1, 1, 0, 0], [2, 3]);
const cases: Record<string, Case> = {
  'classes beside a picture': {
    f: besidePicture,
    shapes: [
      [2, 1, 4, 4],
      [2, 3],
    ],
  },
  'the projection of a class': {
    f: (grid, vectors) => projection(grid, CLASSES, vectors),
    shapes: [
      [2, 5, 4, 4],
      [3, 5],
    ],
  },
  'the cross-entropy of a class': { f: (logits) => crossEntropy(logits, CLASSES), shapes: [[2, 3]] },
};

describe('what depends on a class has the derivatives that central differences show', () => {
  it.each(Object.entries(cases))('%s', async (_, { f, shapes }) => {
    const call = ([x, y]: readonly Tensor[]): Tensor => f(x as Tensor, y as Tensor);
    for (const { order, analytic, numeric, scale } of await checkDerivatives(call, shapes, {
      device: testDevice,
    })) {
      // See the tolerance of runtime/derivatives.test.ts.
      expect(Math.abs(analytic - numeric) / scale, `order ${order}`).toBeLessThan(2e-3);
    }
  });
});

it('classes beside a picture are channels of one value each', async () => {
  const both = besidePicture(input('x', [2, 1, 1, 2]), CLASSES);
  const program = await openProgram('beside', { both }, { device: testDevice });
  const { both: found } = await program.run({
    x: { shape: [2, 1, 1, 2], data: Float32Array.of(5, 6, 7, 8) },
  });
  await program.release();
  expect([...(found?.data ?? [])]).toEqual([5, 6, 0, 0, 0, 0, 1, 1, 7, 8, 1, 1, 0, 0, 0, 0]);
});

it('a discriminator that judges by class is not called without classes', () => {
  const recipe = parseRecipe({ name: 'a', resolution: 16, condition: 'concat', classCount: 3 }, 'the test');
  const weights = weightInputs(discriminatorParameters(recipe));
  expect(() => discriminate(recipe, weights, input('x', [2, 3, 16, 16]), { kind: 'evaluate' })).toThrow(
    'the condition "concat" needs the classes of the pictures',
  );
});
