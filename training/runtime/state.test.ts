import { afterAll, beforeAll, expect, it } from 'vitest';
import { add, multiply } from '../../graph/elementwise.ts';
import { isNextName, nextName } from '../../graph/state.ts';
import { input, type Values } from '../../graph/tensor.ts';
import { testDevice } from '../testing/test-device.ts';
import { buildProgram, type Program, toDevice } from './program.ts';
import { openState } from './state.ts';

const options = { device: testDevice };
function array(...values: number[]): Values[string] {
  return {
    shape: [values.length],
    data: Float32Array.from(values),
  };
}

let grow: Program;
beforeAll(async () => {
  const [w, by] = [input('w', [2]), input('by', [1])];
  grow = await buildProgram(
    'grow',
    { [nextName('w')]: add(w, by), twice: multiply(w, 2) },
    options,
    isNextName,
  );
});
afterAll(() => grow.release());

it('the next values of a state stay on the device, and all other outputs are returned', async () => {
  const results = await grow.runOnDevice(toDevice({ w: array(1, 2), by: array(1) }));
  expect(results[nextName('w')]?.location).toBe(testDevice === 'webgpu' ? 'gpu-buffer' : 'cpu');
  expect(results.twice?.location).toBe('cpu');
});

it('several programs update one state, and tensors that none of them updates stay the same', async () => {
  const [w, to] = [input('w', [2]), input('to', [2])];
  const replace = await buildProgram(
    'replace',
    { [nextName('w')]: add(multiply(w, 0), to) },
    options,
    isNextName,
  );
  const given = { w: array(1, 2), kept: array(7) };
  const state = openState(given, options);
  expect((await state.advance(grow, { by: array(1) })).twice?.data).toEqual(Float32Array.of(2, 4));
  expect((await state.advance(grow, { by: array(10) })).twice?.data).toEqual(Float32Array.of(4, 6));
  const between = await state.read();
  expect(between).toEqual({ w: array(12, 13), kept: array(7) });
  await state.advance(replace, { to: array(-1, -2) });
  await state.advance(grow, { by: array(1) });
  expect(await state.read()).toEqual({ w: array(0, -1), kept: array(7) });
  // What was given and what was read are others' now.
  expect(given).toEqual({ w: array(1, 2), kept: array(7) });
  expect(between.w).toEqual(array(12, 13));
  await state.release();
  await replace.release();
});

it('a tensor that is missing from a state is refused by name, and the state stays the same', async () => {
  const state = openState({ w: array(1, 2) }, options);
  await expect(state.advance(grow, {})).rejects.toThrow('the input by is missing');
  await expect(state.advance(grow, { by: array(1, 2, 3) })).rejects.toThrow();
  expect(await state.read()).toEqual({ w: array(1, 2) });
  await state.release();
});
