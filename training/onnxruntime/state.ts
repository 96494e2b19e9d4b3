/**
 * Holds a graph's state between runs and feeds its next values back. The arrays stay where the graph runs: in the process
 * on the CPU, in GPU memory on WebGPU. The old ones are freed as soon as the next ones have arrived.
 */

import { nextName, splitNext } from '../../graph/state.ts';
import { input, type Values } from '../../graph/tensor.ts';
import {
  buildProgram,
  type DeviceValues,
  fromDevice,
  type Program,
  type RunOptions,
  toDevice,
} from './program.ts';

export type State = {
  /** Runs a program on the state and further inputs. Replaces the state by the next one, and returns the other outputs. */
  advance(program: Program, inputs: Values): Promise<Values>;
  /** A copy of the current state. */
  read(): Promise<Values>;
  release(): Promise<void>;
};

function copy(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
  );
}

/** Frees the memory of an array at once, not when the garbage collector gets to it. */
function free(value: DeviceValues[string]): void {
  if (value.location === 'cpu') {
    (value.data as Float32Array<ArrayBuffer>).buffer.transfer(0);
  } else {
    value.dispose();
  }
}

/** A state with initial values, for programs on the device that the options name. */
export function openState(values: Values, options: RunOptions = {}): State {
  let held = toDevice(copy(values));
  let download: Promise<Program> | undefined;
  return {
    async advance(program, inputs) {
      const { after, others } = splitNext(await program.runOnDevice({ ...held, ...toDevice(inputs) }));
      for (const [name, value] of Object.entries(held)) {
        if (after[name]) {
          free(value);
        }
      }
      held = { ...held, ...after };
      return fromDevice(others);
    },
    async read() {
      if (Object.values(held).every(({ location }) => location === 'cpu')) {
        return copy(fromDevice(held));
      }
      // ONNX Runtime 1.30 for Node cannot read an array of the GPU; a program whose outputs are in the process can.
      download ??= buildProgram(
        'download',
        Object.fromEntries(
          Object.entries(held).map(([name, { dims }]) => [nextName(name), input(name, dims)]),
        ),
        options,
      );
      return fromDevice(splitNext(await (await download).runOnDevice(held)).after);
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
