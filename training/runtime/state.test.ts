import { afterAll, beforeAll, expect, it } from 'vitest';
import { add, multiply } from '../../graph/elementwise.ts';
import { nextName } from '../../graph/state.ts';
import { input, type Tensor, type Values } from '../../graph/tensor.ts';
import { testDevice } from '../testing/test-device.ts';
import { openState } from './open.ts';
import type { State } from './program.ts';

const options = { device: testDevice };
function array(...values: number[]): Values[string] {
  return {
    shape: [values.length],
    data: Float32Array.from(values),
  };
}

const [w, by, to] = [input('w', [2]), input('by', [1]), input('to', [2])];
const grow: Record<string, Tensor> = { [nextName('w')]: add(w, by), twice: multiply(w, 2) };
const replace: Record<string, Tensor> = { [nextName('w')]: add(multiply(w, 0), to) };

let given: Values;
let state: State;
beforeAll(async () => {
  given = { w: array(1, 2), kept: array(7) };
  state = await openState(given, options);
});
afterAll(() => state.release());

it('several programs update one state, and tensors that none of them updates stay the same', async () => {
  const programs = [
    await state.openProgram('grow', grow),
    await state.openProgram('replace', replace),
  ] as const;
  const [growing, replacing] = programs;
  expect((await growing.run({ by: array(1) })).twice?.data).toEqual(Float32Array.of(2, 4));
  expect((await growing.run({ by: array(10) })).twice?.data).toEqual(Float32Array.of(4, 6));
  const between = await state.read();
  expect(between).toEqual({ w: array(12, 13), kept: array(7) });
  await replacing.run({ to: array(-1, -2) });
  await growing.run({ by: array(1) });
  expect(await state.read()).toEqual({ w: array(0, -1), kept: array(7) });
  // What was given and what was read are others' now.
  expect(given).toEqual({ w: array(1, 2), kept: array(7) });
  expect(between.w).toEqual(array(12, 13));
  await state.write(given);
  await growing.run({ by: array(1) });
  expect(await state.read()).toEqual({ w: array(2, 3), kept: array(7) });
  for (const program of programs) {
    await program.release();
  }
});

// ONNX Runtime's provider (1.30) ends the process where an output is an input; no recipe has one.
it.skipIf(testDevice === 'onnx-webgpu')('tensors change places, and two names have one value', async () => {
  const [left, right] = [input('left', [2]), input('right', [2])];
  const two = await openState({ left: array(1, 2), right: array(3, 4) }, options);
  const sum = add(left, right);
  const program = await two.openProgram('swap', {
    [nextName('left')]: right,
    [nextName('right')]: left,
    sum,
    same: sum,
    before: multiply(left, 1),
    untouched: left,
  });
  const expected = { sum: array(4, 6), same: array(4, 6), before: array(1, 2), untouched: array(1, 2) };
  expect(await program.run({})).toMatchObject(expected);
  expect(await two.read()).toEqual({ left: array(3, 4), right: array(1, 2) });
  await program.release();
  await two.release();
});

it('a tensor that is missing is refused by name, and the state stays the same', async () => {
  await state.write(given);
  const growing = await state.openProgram('grow', grow);
  await expect(growing.run({})).rejects.toThrow('the input by is missing');
  await expect(growing.run({ by: array(1, 2, 3) })).rejects.toThrow();
  expect(await state.read()).toEqual(given);
  await growing.release();
});
