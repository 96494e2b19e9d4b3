import { describe, expect, it } from 'vitest';
import { add } from '../../graph/elementwise.ts';
import { input, type Tensor } from '../../graph/tensor.ts';
import { openProgram } from '../../training/runtime/open.ts';
import { checkDerivatives } from '../../training/testing/central-differences.ts';
import { testDevice } from '../../training/testing/test-device.ts';
import { GAN_LOSSES, type GanLossName } from './losses.ts';

const REAL = [0.3, -1.7, 2.2];
const FAKE = [-0.4, 1.1, 0.6];
function average(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The losses of D and G as their papers write them, on the logits above. */
const PAPERS: Record<GanLossName, [number, number]> = {
  nonSaturating: [
    average(REAL.map((x) => -Math.log(sigmoid(x)))) + average(FAKE.map((x) => -Math.log(1 - sigmoid(x)))),
    average(FAKE.map((x) => -Math.log(sigmoid(x)))),
  ],
  leastSquares: [
    average(REAL.map((x) => (x - 1) ** 2)) / 2 + average(FAKE.map((x) => x ** 2)) / 2,
    average(FAKE.map((x) => (x - 1) ** 2)) / 2,
  ],
  hinge: [
    average(REAL.map((x) => Math.max(0, 1 - x))) + average(FAKE.map((x) => Math.max(0, 1 + x))),
    -average(FAKE),
  ],
  relativistic: [
    average(REAL.map((x, i) => -Math.log(sigmoid(x - (FAKE[i] ?? 0))))),
    average(REAL.map((x, i) => -Math.log(sigmoid((FAKE[i] ?? 0) - x)))),
  ],
  wasserstein: [average(FAKE) - average(REAL), -average(FAKE)],
};

describe.each(Object.keys(GAN_LOSSES) as GanLossName[])('the objective %s', (name) => {
  const objective = GAN_LOSSES[name];
  function discriminator(real: Tensor, fake: Tensor): Tensor {
    const { onReal, onFake } = objective.discriminator(real, fake);
    return add(onReal, onFake);
  }

  it('has the values of its formula', async () => {
    const [real, fake] = [input('real', [3]), input('fake', [3])];
    const outputs = { d: discriminator(real, fake), g: objective.generator(fake, () => real) };
    const program = await openProgram('losses', outputs, { device: testDevice });
    const { d, g } = await program.run({
      real: { shape: [3], data: Float32Array.from(REAL) },
      fake: { shape: [3], data: Float32Array.from(FAKE) },
    });
    const [wantD, wantG] = PAPERS[name];
    // 32-bit functions of values of order 1: a few units of 6e-8 each.
    expect(d?.data[0]).toBeCloseTo(wantD, 5);
    expect(g?.data[0]).toBeCloseTo(wantG, 5);
  });

  it('can be differentiated twice', async () => {
    const call = ([real, fake]: readonly Tensor[]): Tensor => discriminator(real as Tensor, fake as Tensor);
    // Away from the kinks of the hinge at ±1.
    const point = (value: number): number => 0.7 * Math.tanh(value);
    for (const { order, analytic, numeric, scale } of await checkDerivatives(call, [[4], [4]], {
      device: testDevice,
      point,
    })) {
      expect(Math.abs(analytic - numeric) / scale, `order ${order}`).toBeLessThan(2e-3);
    }
  });
});
