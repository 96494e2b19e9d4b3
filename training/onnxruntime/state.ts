/**
 * Holds a graph's state between runs of ONNX Runtime and feeds its next values back. The arrays stay where the graph runs: in
 * the process on the CPU, in GPU memory on WebGPU. The old ones are freed as soon as the next ones have arrived.
 */

import { isNextName, nextName, splitNext } from '../../graph/state.ts';
import { input, type Values } from '../../graph/tensor.ts';
import type { Program, State } from '../runtime/program.ts';
import {
  buildProgram,
  type DeviceValues,
  fromDevice,
  type OnnxOptions,
  type OnnxProgram,
  toDevice,
} from './program.ts';

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

/** A state with initial values, which are copied. */
export function openOnnxState(values: Values, options: OnnxOptions): State {
  let held = toDevice(copy(values));
  let download: Promise<OnnxProgram> | undefined;
  function freeAll(): void {
    for (const value of Object.values(held)) {
      free(value);
    }
    held = {};
  }

  async function advance(program: OnnxProgram, inputs: Values): Promise<Values> {
    const { after, others } = splitNext(await program.runOnDevice({ ...held, ...toDevice(inputs) }));
    for (const [name, value] of Object.entries(held)) {
      if (after[name]) {
        free(value);
      }
    }
    held = { ...held, ...after };
    return fromDevice(others);
  }

  return {
    isLost: false,
    queue: 0,
    async openProgram(name, outputs): Promise<Program> {
      const program = await buildProgram(name, outputs, options, isNextName);
      return { run: (inputs) => advance(program, inputs), release: () => program.release() };
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
    async write(next) {
      freeAll();
      held = toDevice(copy(next));
    },
    async release() {
      freeAll();
      await (await download)?.release();
    },
  };
}
