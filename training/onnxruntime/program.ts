/** Runs compiled graphs with ONNX Runtime, on the CPU or on a GPU through its `webgpu` execution provider. */
import { join } from 'node:path';
import { InferenceSession, listSupportedBackends, Tensor as Value } from 'onnxruntime-node';
import { compile } from '../../graph/compile.ts';
import type { Device, Tensor, Values } from '../../graph/tensor.ts';

/** Named arrays where a program finds or leaves them: in the process, or in the memory of a GPU. */
export type Held = Readonly<Record<string, Value>>;

export type Program = {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Throws, with the names, where an input is missing or has the wrong length. */
  run(inputs: Values): Promise<Values>;
  /** The same with arrays that are held; outputs that `build` was told to leave on the device are there. */
  runHeld(inputs: Held): Promise<Held>;
  release(): Promise<void>;
};

export type RunOptions = {
  /** Where the operators run; refused at once where this machine has no such device. */
  device?: Device;
  /** Threads of the CPU; 0, the default, is one for each core. */
  threads?: number;
  /** A folder for ONNX Runtime's profile of each program, written when it is released. */
  profile?: string;
};

/** Arrays of the process, to be held. */
export function hold(values: Values): Held {
  return mapValues(values, ({ data, shape }) => new Value('float32', data, shape));
}

/** Held arrays as arrays of the process; they must be there. */
export function valuesOf(held: Held): Values {
  return mapValues(held, ({ data, dims }) => ({ data: data as Float32Array, shape: dims }));
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
}

/**
 * Writes down the named outputs for a device and loads them there.
 * @param stays which outputs `runHeld` leaves in the device's memory; none if not given
 */
export function build(
  name: string,
  outputs: Readonly<Record<string, Tensor>>,
  options: RunOptions = {},
  stays: (output: string) => boolean = () => false,
): Promise<Program> {
  return load(compile(name, outputs, options.device), options, Object.keys(outputs).filter(stays));
}

/** Loads the bytes of an ONNX model. */
async function load(
  model: Uint8Array,
  { device = 'cpu', threads = 0, profile }: RunOptions,
  staying: readonly string[],
): Promise<Program> {
  const supported = listSupportedBackends().map(({ name }) => name);
  if (!supported.includes(device)) {
    throw new Error(`device ${device}: this build of ONNX Runtime has ${supported.join(', ')}`);
  }
  const session = await InferenceSession.create(model, {
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    // One block planned for all that a step computes is larger, and slower, than buffers that are used again.
    enableMemPattern: false,
    intraOpNumThreads: threads,
    ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: join(profile, 'program') }),
    extra: {
      session: {
        // Numbers too small for a normal float cost a processor a hundred times an ordinary one, and change nothing.
        set_denormal_as_zero: '1',
        // A thread that waits longer for its next work leaves the core to others.
        intra_op: { spin_duration_us: '100' },
      },
    },
    logSeverityLevel: 3,
    ...(device === 'webgpu' && {
      preferredOutputLocation: Object.fromEntries(staying.map((name) => [name, 'gpu-buffer' as const])),
    }),
  });
  const { inputNames, outputNames } = session;
  const pick = <T>(inputs: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      inputNames.map((name) => {
        const value = inputs[name];
        if (!value) {
          throw new Error(`run: the input ${name} is missing`);
        }
        return [name, value];
      }),
    );
  return {
    inputs: inputNames,
    outputs: outputNames,
    run: async (inputs) => valuesOf(await session.run(hold(pick(inputs)))),
    runHeld: (inputs) => session.run(pick(inputs)),
    async release() {
      if (profile !== undefined) {
        session.endProfiling();
      }
      await session.release();
    },
  };
}
