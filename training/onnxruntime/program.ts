/** Runs graphs with ONNX Runtime, on the CPU or on a GPU through its `webgpu` execution provider. */
import { join } from 'node:path';
import { InferenceSession, listSupportedBackends, Tensor as Value } from 'onnxruntime-node';
import { compile } from '../../graph/compile.ts';
import type { OnnxDevice, Tensor, Values } from '../../graph/tensor.ts';
import type { Program, RunOptions } from '../runtime/program.ts';

/** Named arrays in the process or in GPU memory. */
export type DeviceValues = Readonly<Record<string, Value>>;

export type OnnxProgram = Program & {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The same with device arrays; outputs that `buildProgram` was told to leave on the device are there. */
  runOnDevice(inputs: DeviceValues): Promise<DeviceValues>;
};

export type OnnxOptions = Omit<RunOptions, 'device'> & { device?: OnnxDevice };

/** Arrays of the process as device arrays. */
export function toDevice(values: Values): DeviceValues {
  return mapValues(values, ({ data, shape }) => new Value('float32', data, shape));
}

/** Device arrays that are in the process as plain arrays. */
export function fromDevice(held: DeviceValues): Values {
  return mapValues(held, ({ data, dims }) => ({ data: data as Float32Array, shape: dims }));
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
}

/**
 * Compiles the named outputs for a device and loads the program there.
 * @param stays which outputs `runOnDevice` leaves in the device's memory; none by default
 */
export function buildProgram(
  name: string,
  outputs: Readonly<Record<string, Tensor>>,
  options: OnnxOptions = {},
  stays: (output: string) => boolean = () => false,
): Promise<OnnxProgram> {
  return load(compile(name, outputs, options.device), options, Object.keys(outputs).filter(stays));
}

/** Loads the bytes of an ONNX model. */
async function load(
  model: Uint8Array,
  { device = 'cpu', threads = 0, profile }: OnnxOptions,
  staying: readonly string[],
): Promise<OnnxProgram> {
  const provider = device === 'cpu' ? 'cpu' : 'webgpu';
  const supported = listSupportedBackends().map(({ name }) => name);
  if (!supported.includes(provider)) {
    throw new Error(`device ${device}: this build of ONNX Runtime has ${supported.join(', ')}`);
  }
  const session = await InferenceSession.create(model, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    // Memory planned as one block for a whole step is larger, and slower, than buffers that are reused.
    enableMemPattern: false,
    intraOpNumThreads: threads,
    ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: join(profile, 'program') }),
    extra: {
      session: {
        // Arithmetic on denormal floats is a hundred times slower, and they do not matter here.
        set_denormal_as_zero: '1',
        // A thread that waits longer for its next work leaves the core to others.
        intra_op: { spin_duration_us: '100' },
      },
    },
    logSeverityLevel: 3,
    ...(provider === 'webgpu' && {
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
    run: async (inputs) => fromDevice(await session.run(toDevice(pick(inputs)))),
    runOnDevice: (inputs) => session.run(pick(inputs)),
    async release() {
      if (profile !== undefined) {
        session.endProfiling();
      }
      await session.release();
    },
  };
}
