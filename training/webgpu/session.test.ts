import { afterAll, beforeAll, expect, it } from 'vitest';
import { convolve, convolveTransposed, filterGradient } from '../../graph/convolution.ts';
import { add, exp, leakyRelu, multiply } from '../../graph/elementwise.ts';
import { matmul } from '../../graph/matmul.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape } from '../../graph/shape.ts';
import { nextName } from '../../graph/state.ts';
import { input, sizeOf, type Tensor, type Values } from '../../graph/tensor.ts';
import { GpuLostError } from '../../graph/wgsl/device.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { buildProgram } from '../onnxruntime/program.ts';
import { type Gpu, openGpu } from './gpu.ts';

const shapes = { x: [3, 5, 10, 10], w: [7, 5, 4, 4], y: [3, 7, 5, 5], w2: [1], by: [1] };
const [x, w, y] = [input('x', shapes.x), input('w', shapes.w), input('y', shapes.y)];
const HALF = { stride: 2, padding: 1 };
const values: Values = Object.fromEntries(
  Object.entries(shapes).map(([name, shape], i) => [
    name,
    { shape, data: fillNormal(new Float32Array(sizeOf(shape)), 5, i) },
  ]),
);

let gpu: Gpu;
beforeAll(async () => {
  // The kernels of a real GPU, whose threads share workgroup memory.
  gpu = await openGpu({ isSoftware: false });
});
afterAll(() => gpu.release());

it('kernels with workgroup memory give what ONNX Runtime does', async () => {
  const outputs: Record<string, Tensor> = {
    convolution: leakyRelu(add(convolve(x, w, HALF), input('by', [1])), 0.2),
    transposed: convolveTransposed(y, w, HALF),
    filter: filterGradient(x, y, [4, 4], HALF),
    sums: sum(multiply(x, x), [0, 2, 3]),
    product: matmul(reshape(x, [15, 100]), reshape(x, [100, 15])),
  };
  const reference = await buildProgram('reference', outputs);
  const wanted = await reference.run(values);
  await reference.release();
  const program = await gpu.session.openProgram(outputs);
  const found = await program.run(values);
  program.release();
  expect(program.plan.dispatches.some(({ code }) => code.includes('var<workgroup>'))).toBe(true);
  for (const [name, { data }] of Object.entries(wanted)) {
    const scale = Math.max(...data.map(Math.abs));
    // Sums of 300 products of order 1, in another order.
    const worst = Math.max(...data.map((value, i) => Math.abs(value - (found[name]?.data[i] ?? Number.NaN))));
    expect(worst / scale, name).toBeLessThan(300 * 2 ** -24);
  }
});

it('runs may follow one another before the first is done', async () => {
  const [total, by] = [input('total', [1]), input('by', [1])];
  const state = await gpu.session.openState({ total: { shape: [1], data: Float32Array.of(0) } });
  const program = await gpu.session.openProgram(
    { [nextName('total')]: add(total, by), seen: exp(multiply(total, 0)) },
    state,
  );
  const steps = [1, 2, 3, 4].map((step) => program.run({ by: { shape: [1], data: Float32Array.of(step) } }));
  expect((await Promise.all(steps)).map(({ seen }) => seen?.data[0])).toEqual([1, 1, 1, 1]);
  expect((await state.read()).total?.data[0]).toBe(10);
  program.release();
  state.release();
});

it('memory does not grow in 2,000 runs', async () => {
  const state = await gpu.session.openState({ w: values.w as Values[string] });
  const program = await gpu.session.openProgram({ [nextName('w')]: multiply(w, 0.5), s: sum(w) }, state);
  await program.run({});
  await state.read();
  const before = gpu.session.bytes;
  for (let i = 1; i <= 2000; i++) {
    await program.run({});
    if (i % 100 === 0) {
      await state.read();
    }
  }
  expect(gpu.session.bytes).toBe(before);
  program.release();
  state.release();
  expect(gpu.session.bytes).toBeLessThan(before);
});

it('what the GPU has no room for is an error that says what', async () => {
  const huge = input('huge', [2 ** 16, 2 ** 16]);
  await expect(gpu.session.openProgram({ huge: exp(huge) })).rejects.toThrow(
    /^the GPU refuses the memory of a program/,
  );
});

it('a step that the GPU refuses is an error, and not one of zeros', async () => {
  const state = await gpu.session.openState({ w: values.w as Values[string] });
  const program = await gpu.session.openProgram({ [nextName('w')]: multiply(w, 0.5), s: sum(w) }, state);
  state.release();
  await expect(program.run({})).rejects.toThrow(/^the GPU refuses a step: /);
  program.release();
});

it('a GPU that was lost says so, now and later', async () => {
  const lost = await openGpu();
  const program = await lost.session.openProgram({ y: exp(input('by', [1])) });
  lost.device.destroy();
  await expect(program.run(values)).rejects.toThrow(GpuLostError);
  await expect(program.run(values)).rejects.toThrow('the GPU was lost');
  expect(lost.session.isLost).toBe(true);
  lost.release();
});
