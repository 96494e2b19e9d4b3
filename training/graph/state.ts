/**
 * What a program keeps from one run to the next: inputs whose next values are outputs of it, `next.NAME`. They stay where
 * it computes, in the process on the CPU and in the GPU's memory on WebGPU, and make room as soon as others have come.
 */
import { build, type Held, hold, type Program, type RunOptions, type Values, valuesOf } from './execute.ts';
import { input } from './tensor.ts';

const NEXT = 'next.';
/** Under which name a program's outputs hold the next value of a state. */
export function next(name: string): string {
  return `${NEXT}${name}`;
}
/** Whether an output is one of those; `build` is to leave them on the device. */
export function isNext(output: string): boolean {
  return output.startsWith(NEXT);
}

export type State = {
  /** Runs a program on the state and further inputs. The state becomes the next one; the other outputs come back. */
  advance(program: Program, inputs: Values): Promise<Values>;
  /** The state as it is now, as arrays of the process. */
  read(): Promise<Values>;
  release(): Promise<void>;
};

/** The arrays called `next.NAME`, by their NAMEs, and the others. */
function partNext(held: Held): { after: Held; others: Held } {
  const entries = Object.entries(held);
  const after = entries.flatMap(([name, value]) => (isNext(name) ? [[name.slice(NEXT.length), value]] : []));
  return {
    after: Object.fromEntries(after),
    others: Object.fromEntries(entries.filter(([name]) => !isNext(name))),
  };
}

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
      const { after, others } = partNext(await program.runHeld({ ...held, ...hold(inputs) }));
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
      return valuesOf(partNext(await (await download).runHeld(held)).after);
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
