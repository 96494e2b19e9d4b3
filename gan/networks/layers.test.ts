import { describe, expect, it } from 'vitest';
import { constant, input, type Tensor } from '../../graph/tensor.ts';
import { openProgram } from '../../training/runtime/open.ts';
import { checkDerivatives } from '../../training/testing/central-differences.ts';
import { testDevice } from '../../training/testing/test-device.ts';
import { type BatchNormMode, batchNorm } from './layers.ts';

const CHANNELS = 3;
function running(): Record<string, Tensor> {
  return {
    'n.running_mean': constant(new Float32Array(CHANNELS), [CHANNELS]),
    'n.running_var': constant(new Float32Array(CHANNELS).fill(1), [CHANNELS]),
  };
}

describe('batch normalization', () => {
  const train = (): BatchNormMode => ({ kind: 'train', updated: {} });
  const norm = ([x, gamma, beta]: readonly Tensor[], mode: BatchNormMode): Tensor =>
    batchNorm(
      x as Tensor,
      { ...running(), 'n.weight': gamma as Tensor, 'n.bias': beta as Tensor },
      'n',
      mode,
    );
  const shapes = [[4, CHANNELS, 2, 3], [CHANNELS], [CHANNELS]];

  it('has the derivatives that central differences show, in its input, scale and bias', async () => {
    const checks = await checkDerivatives((inputs) => norm(inputs, train()), shapes, {
      device: testDevice,
    });
    // See the tolerance of graph/gradient.test.ts.
    for (const { order, analytic, numeric, scale } of checks) {
      expect(Math.abs(analytic - numeric) / scale, `order ${order}`).toBeLessThan(2e-3);
    }
  });

  it('gives each channel its bias as mean and its scale as deviation, and updates the running statistics', async () => {
    const mode: BatchNormMode & { kind: 'train' } = { kind: 'train', updated: {} };
    const y = norm([input('x', shapes[0] ?? []), constant([1, 2, 3], [3]), constant([-1, 0, 5], [3])], mode);
    const program = await openProgram('norm', { y, ...mode.updated }, { device: testDevice });
    // Channel c holds c + 1 times the numbers 0 … 23, off by 10c.
    const data = Float32Array.from({ length: 72 }, (_, i) => {
      const [image, channel, at] = [Math.floor(i / 18), Math.floor(i / 6) % 3, i % 6];
      return 10 * channel + (channel + 1) * (6 * image + at);
    });
    const results = await program.run({ x: { shape: shapes[0] ?? [], data } });
    await program.release();
    const deviation = Math.sqrt((24 ** 2 - 1) / 12);
    results.y?.data.forEach((value, i) => {
      const [image, channel, at] = [Math.floor(i / 18), Math.floor(i / 6) % 3, i % 6];
      const expected = (channel + 1) * ((6 * image + at - 11.5) / deviation) + ([-1, 0, 5][channel] ?? 0);
      expect(value).toBeCloseTo(expected, 4);
    });
    // 0.9 of the initial 0 and 1, plus a tenth of the mean 11.5 (c + 1) + 10c and of the unbiased variance 50 (c + 1)².
    [1.15, 3.3, 5.45].forEach((mean, c) => {
      expect(results['n.running_mean']?.data[c]).toBeCloseTo(mean, 4);
    });
    [5.9, 20.9, 45.9].forEach((variance, c) => {
      expect(results['n.running_var']?.data[c]).toBeCloseTo(variance, 4);
    });
  });
});
