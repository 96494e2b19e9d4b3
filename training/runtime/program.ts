/** What a graph is once it is compiled for a device, whichever runtime runs it. */
import type { Device, Tensor, Values } from '../../graph/tensor.ts';

export type RunOptions = {
  /** Where the operators run; whoever opens a program or a state throws where there is no such device. */
  device?: Device;
  /** CPU threads; 0, the default, is one for each core. */
  threads?: number;
  /** A folder for ONNX Runtime's profile of the program, written when it is released. */
  profile?: string;
};

export type Program = {
  /** @throws Error that names an input that is missing or has the wrong length */
  run(inputs: Values): Promise<Values>;
  release(): Promise<void>;
};

/** The values of a graph's state (`graph/state.ts`), which stay on the device from run to run. */
export type State = {
  /** Whether the device has failed, and the values with it. */
  readonly isLost: boolean;
  /** How many runs may be under way while the next one is started: the device takes them in order. */
  readonly queue: number;
  /** A program that runs on the state and further inputs. Each run replaces the state by the next one, and returns the other outputs. */
  openProgram(name: string, outputs: Readonly<Record<string, Tensor>>): Promise<Program>;
  /** A copy of the current values. */
  read(): Promise<Values>;
  /** Replaces all values by others of the same names and shapes; the programs stay. */
  write(values: Values): Promise<void>;
  release(): Promise<void>;
};
