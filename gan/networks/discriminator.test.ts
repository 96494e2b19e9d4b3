import { expect, it } from 'vitest';
import type { Tensor } from '../../graph/tensor.ts';
import { checkDerivatives } from '../../training/testing/central-differences.ts';
import { testDevice } from '../../training/testing/test-device.ts';
import { residualBlock } from './discriminator.ts';

it('a residual block has the derivatives that central differences show, in its input and all its weights', async () => {
  const CHANNELS = 2;
  const kernel = [CHANNELS, CHANNELS, 3, 3];
  const block = ([x, a, aBias, b, bBias]: readonly Tensor[]): Tensor =>
    residualBlock(
      x as Tensor,
      {
        'r.a.weight': a as Tensor,
        'r.a.bias': aBias as Tensor,
        'r.b.weight': b as Tensor,
        'r.b.bias': bBias as Tensor,
      },
      'r',
    );
  const shapes = [[1, CHANNELS, 3, 3], kernel, [CHANNELS], kernel, [CHANNELS]];
  for (const { order, analytic, numeric, scale } of await checkDerivatives(block, shapes, {
    device: testDevice,
  })) {
    // See the tolerance of runtime/derivatives.test.ts.
    expect(Math.abs(analytic - numeric) / scale, `order ${order}`).toBeLessThan(2e-3);
  }
});
