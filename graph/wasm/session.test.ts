import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { fillNormal } from '../../latent/seed/seed.ts';
import { convolve, convolveTransposed, filterGradient } from '../convolution.ts';
import { add, exp, leakyRelu, multiply } from '../elementwise.ts';
import { matmul } from '../matmul.ts';
import { sum } from '../reduction.ts';
import { concat, pad, transpose } from '../shape.ts';
import { nextName } from '../state.ts';
import { apply, input, sizeOf, type Tensor, type Values } from '../tensor.ts';
import type { KernelThread } from './session.ts';
import { openWasmSession } from './session.ts';

function random(shapes: Readonly<Record<string, readonly number[]>>): Values {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], i) => [
      name,
      { shape, data: fillNormal(new Float32Array(sizeOf(shape)), 5, i) },
    ]),
  );
}

const HALF = { stride: 2, padding: 1 };
const shapes = { x: [3, 5, 12, 12], w: [7, 5, 4, 4], y: [3, 7, 6, 6], deep: [40, 1600] };
const [x, w, y, deep] = [
  input('x', shapes.x),
  input('w', shapes.w),
  input('y', shapes.y),
  input('deep', shapes.deep),
];
const values = random(shapes);
const outputs: Record<string, Tensor> = {
  convolution: leakyRelu(add(convolve(x, w, HALF), 1), 0.2),
  transposed: convolveTransposed(y, w, HALF),
  filter: filterGradient(x, y, [4, 4], HALF),
  sums: sum(multiply(x, x), [0, 2, 3]),
  square: matmul(deep, transpose(deep, [1, 0])),
  beside: concat([pad(x, 3, 2, 1), exp(pad(x, 3, 0, 3))], 1),
};

const helpers: KernelThread[] = [];
/** A thread of Node that helps. */
function startHelper(): KernelThread {
  const worker = new Worker(
    `import(${JSON.stringify(new URL('./kernel-thread.ts', import.meta.url).href)}).then(({ openKernelThread }) => {
       require('node:worker_threads').parentPort.on('message', openKernelThread());
     });`,
    { eval: true },
  );
  worker.unref();
  const helper: KernelThread = {
    post: (message) => worker.postMessage(message),
    release: () => void worker.terminate(),
  };
  helpers.push(helper);
  return helper;
}
afterAll(() => {
  for (const helper of helpers) {
    helper.release();
  }
});

async function resultsOf(options: Parameters<typeof openWasmSession>[0], runs = 1): Promise<Values[]> {
  const program = await openWasmSession(options).openProgram(outputs);
  const results: Values[] = [];
  for (let i = 0; i < runs; i++) {
    results.push(await program.run(values));
    // Whoever helps gets to start.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return results;
}

describe('threads', () => {
  it('give what one gives, bit for bit', async () => {
    const [alone] = await resultsOf({});
    for (const together of await resultsOf({ helpers: [startHelper(), startHelper()] }, 100)) {
      expect(together).toEqual(alone);
    }
  });

  it('one that never starts holds nobody up', async () => {
    const absent: KernelThread = { post: () => {}, release: () => {} };
    expect(await resultsOf({ helpers: [absent] })).toEqual(await resultsOf({}));
  });
});

describe('products', () => {
  it.each([
    [1, 1, 1],
    [3, 5, 7],
    [6, 8, 8],
    [13, 515, 9],
    [4, 1100, 17],
    [2, 1543, 3],
    [25, 3, 64],
  ])('of %i rows, %i deep, with %i columns are right', async (m, k, n) => {
    const given = random({ a: [m, k], b: [k, n] });
    const [a, b] = [given.a?.data ?? [], given.b?.data ?? []];
    for (const hasRelaxed of [true, false]) {
      const program = await openWasmSession({ hasRelaxed }).openProgram({
        c: matmul(input('a', [m, k]), input('b', [k, n])),
      });
      const found = (await program.run(given)).c?.data ?? [];
      for (let at = 0; at < m * n; at++) {
        const [row, column] = [Math.floor(at / n), at % n];
        let wanted = 0;
        for (let deep = 0; deep < k; deep++) {
          wanted += (a[row * k + deep] ?? 0) * (b[deep * n + column] ?? 0);
        }
        // Rounding of each of k sums, of the order of √k.
        expect(Math.abs((found[at] ?? Number.NaN) - wanted)).toBeLessThan(k * 2 ** -22);
      }
    }
  });
});

it('a state is updated in place, and what is fed is checked', async () => {
  const session = openWasmSession();
  const [total, by] = [input('total', [1]), input('by', [1])];
  const state = await session.openState({ total: { shape: [1], data: Float32Array.of(0) } });
  const program = await session.openProgram(
    { [nextName('total')]: add(total, by), seen: exp(multiply(total, 0)) },
    state,
  );
  for (const step of [1, 2, 3, 4]) {
    const { seen } = await program.run({ by: { shape: [1], data: Float32Array.of(step) } });
    expect(seen?.data[0]).toBe(1);
  }
  expect((await state.read()).total?.data[0]).toBe(10);
  await expect(program.run({})).rejects.toThrow('run: the input by is missing');
  await expect(program.run({ by: { shape: [2], data: new Float32Array(2) } })).rejects.toThrow(
    'run: the input by has 2 numbers; its shape [1] needs 1',
  );
});

it('memory that is released is used again', async () => {
  const session = openWasmSession();
  const open = async () => (await session.openProgram(outputs)).release();
  await open();
  const before = session.bytes;
  for (let i = 0; i < 20; i++) {
    await open();
  }
  expect(session.bytes).toBe(before);
  const program = await session.openProgram(outputs);
  expect(await program.run(values)).toEqual((await resultsOf({}))[0]);
});

it('what there is no memory for is an error that says how much', async () => {
  const huge = input('huge', [2 ** 16, 2 ** 16]);
  await expect(openWasmSession().openProgram({ huge: exp(huge) })).rejects.toThrow(
    'there is no memory for 16384 MiB more',
  );
});

it('an operator without a kernel is refused by its name', async () => {
  await expect(openWasmSession().openProgram({ y: apply('Erf', [x], x.shape) })).rejects.toThrow(
    'there is no kernel for the operator Erf',
  );
});
