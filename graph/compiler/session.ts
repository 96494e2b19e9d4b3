/** What the sessions of `wgsl/` and `wasm/` have in common: states, programs, and the memory that they hold. */
import { type Shape, sizeOf, type Tensor, type Values } from '../tensor.ts';
import type { Placed } from './arrange.ts';
import type { StateLayout } from './memory.ts';

/** A state in the memory of whatever runs the kernels. */
export type State = {
  readonly layout: StateLayout;
  /** A copy of the current values. */
  read(): Promise<Values>;
  /** Replaces all values. @throws Error where names or sizes are not those that it was opened with */
  write(values: Values): void;
  release(): void;
};

export type Program = {
  /**
   * Runs once on a state. Calls may follow one another before the first is done: they are run in order.
   * @returns the outputs that are not next values of the state
   * @throws Error that names an input that is missing or has the wrong size, or that says what failed
   */
  run(inputs: Values): Promise<Values>;
  release(): void;
};

export type Session<S extends State = State, P extends Program = Program> = {
  /** Bytes of memory that it holds. */
  readonly bytes: number;
  /** How many runs may be under way when another one is started; 0 where a run is done when it returns. */
  readonly queue: number;
  /** @throws Error where there is no room for it */
  openState(values: Values): Promise<S>;
  /**
   * Compiles the named outputs; next values of a state (`next.NAME`) are written over it.
   * @throws Error where a kernel is refused, or there is no room for what it computes
   */
  openProgram(outputs: Readonly<Record<string, Tensor>>, state?: S): Promise<P>;
  release(): void;
};

/** The numbers of an input. @throws Error that names one that is missing or has the wrong size */
export function checkedData(values: Values, name: string, shape: Shape): Float32Array<ArrayBuffer> {
  const data = values[name]?.data;
  if (!data) {
    throw new Error(`run: the input ${name} is missing`);
  }
  if (data.length !== sizeOf(shape)) {
    throw new Error(
      `run: the input ${name} has ${data.length} numbers; its shape [${shape.join(', ')}] needs ${sizeOf(shape)}`,
    );
  }
  return data as Float32Array<ArrayBuffer>;
}

/** Copies of the named parts of a region. */
export function pick(all: Float32Array, places: Readonly<Record<string, Placed>>): Values {
  return Object.fromEntries(
    Object.entries(places).map(([name, { offset, shape }]) => [
      name,
      { shape, data: all.slice(offset, offset + sizeOf(shape)) },
    ]),
  );
}
