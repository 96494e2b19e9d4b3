import { expect, it } from 'vitest';
import { multiply } from '../../graph/elementwise.ts';
import { gradients } from '../../graph/gradient.ts';
import { sum } from '../../graph/reduction.ts';
import { constant, input } from '../../graph/tensor.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { openProgram } from '../../training/runtime/open.ts';
import { testDevice } from '../../training/testing/test-device.ts';
import { spectralNorm } from './spectral-norm.ts';

/** Enough for the estimate to settle: the gap between the first two singular values below is a factor of 3. */
const ROUNDS = 20;

it('divides a kernel by its largest singular value, and its gradient is orthogonal to the kernel', async () => {
  // Singular values 6, 2 and 1 along the axes, without a rotation, so that the result is known.
  const kernel = Float32Array.of(2, 0, 0, 0, 0, 6, 0, 0, 0, 0, 1, 0);
  const shape = [3, 4, 1, 1];
  const w = input('w', shape);
  const normal = spectralNorm(w, input('u', [3]));
  const weights = fillNormal(new Float32Array(12), 1, 0);
  const [slope = constant(0)] = gradients(sum(multiply(normal.kernel, constant(weights, shape))), [w]);
  const program = await openProgram(
    'spectral',
    { kernel: normal.kernel, nextU: normal.u, slope },
    { device: testDevice },
  );
  let u = Float32Array.of(0.5, 0.5, 0.5);
  let result = await program.run({ w: { shape, data: kernel }, u: { shape: [3], data: u } });
  for (let i = 0; i < ROUNDS; i++) {
    u = result.nextU?.data.slice() as Float32Array<ArrayBuffer>;
    result = await program.run({ w: { shape, data: kernel }, u: { shape: [3], data: u } });
  }
  expect([...(result.kernel?.data ?? [])].map((x) => Math.round(x * 1e5) / 1e5)).toEqual(
    [...kernel].map((x) => Math.round((x / 6) * 1e5) / 1e5),
  );
  // W/σ(W) does not change when W grows, so the slope along W itself is zero.
  const along = result.slope?.data.reduce((total, s, i) => total + s * (kernel[i] ?? 0), 0) ?? Number.NaN;
  expect(Math.abs(along)).toBeLessThan(1e-4);
});
