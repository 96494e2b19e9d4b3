/**
 * Holds a graph's state between runs and feeds its next values back. The arrays stay where the graph runs: in the process
 * on the CPU, in GPU memory on WebGPU. The old ones are freed as soon as the next ones have arrived.
 */

import { next, splitNext } from '../../graph/state.ts';
import { input, type Values } from '../../graph/tensor.ts';
import { build, type Held, hold, type Program, type RunOptions, valuesOf } from './program.ts';

export type State = {
  /** Runs a program on the state and further inputs. The state becomes the next one; the other outputs come back. */
  advance(program: Program, inputs: Values): Promise<Values>;
  /** The state as it is now, as arrays of the process. */
  read(): Promise<Values>;
  release(): Promise<void>;
};

function copy(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
  );
}

/** Frees the memory of an array now, where the garbage collector would get to it later. */
function free(value: Held[string]): void {
  if (value.location === 'cpu') {
    (value.data as Float32Array<ArrayBuffer>).buffer.transfer(0);
  } else {
    value.dispose();
  }
}

/** A state that begins with given values, for programs on the device that the options name. */
export function openState(values: Values, options: RunOptions = {}): State {
  let held = hold(copy(values));
  let download: Promise<Program> | undefined;
  return {
    async advance(program, inputs) {
      const { after, others } = splitNext(await program.runHeld({ ...held, ...hold(inputs) }));
      for (const [name, value] of Object.entries(held)) {
        if (after[name]) {
          free(value);
        }
      }
      held = { ...held, ...after };
      return valuesOf(others);
    },
    async read() {
      if (Object.values(held).every(({ location }) => location === 'cpu')) {
        return copy(valuesOf(held));
      }
      // ONNX Runtime 1.30 does not let Node read an array of the GPU; a program whose outputs are in the process does.
      download ??= build(
        'download',
        Object.fromEntries(Object.entries(held).map(([name, { dims }]) => [next(name), input(name, dims)])),
        options,
      );
      return valuesOf(splitNext(await (await download).runHeld(held)).after);
    },
    async release() {
      for (const value of Object.values(held)) {
        free(value);
      }
      held = {};
      await (await download)?.release();
    },
  };
}
