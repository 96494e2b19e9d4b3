/** Runs compiled graphs with ONNX Runtime, on the CPU or on a GPU through its `webgpu` execution provider. */
import { join } from 'node:path';
import { InferenceSession, listSupportedBackends, Tensor as Value } from 'onnxruntime-node';
import { compile } from './compile.ts';
import type { Device, Tensor } from './tensor.ts';

/** Named arrays: what goes into a run and what comes out of it. All are 32-bit floats. */
export type Values = Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;

export type Program = {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Throws, with the names, where an input is missing or has the wrong length. */
  run(inputs: Values): Promise<Values>;
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

/** Writes down the named outputs for a device and loads them there. */
export const build = (
  name: string,
  outputs: Readonly<Record<string, Tensor>>,
  options: RunOptions = {},
): Promise<Program> => load(compile(name, outputs, options.device), options);

/** Loads the bytes of an ONNX model. */
const load = async (
  model: Uint8Array,
  { device = 'cpu', threads = 0, profile }: RunOptions,
): Promise<Program> => {
  const supported = listSupportedBackends().map(({ name }) => name);
  if (!supported.includes(device))
    throw new Error(`device ${device}: this build of ONNX Runtime has ${supported.join(', ')}`);
  const session = await InferenceSession.create(model, {
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    // One block planned for all that a step computes is larger, and slower, than buffers that are used again.
    enableMemPattern: false,
    intraOpNumThreads: threads,
    ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: join(profile, 'program') }),
    // Numbers too small for a normal float cost a processor a hundred times an ordinary one, and change nothing.
    extra: { session: { set_denormal_as_zero: '1' } },
    logSeverityLevel: 3,
  });
  const { inputNames, outputNames } = session;
  return {
    inputs: inputNames,
    outputs: outputNames,
    async run(inputs) {
      const feeds: Record<string, Value> = {};
      for (const name of inputNames) {
        const value = inputs[name];
        if (!value) throw new Error(`run: the input ${name} is missing`);
        feeds[name] = new Value('float32', value.data, value.shape);
      }
      const results = await session.run(feeds);
      return Object.fromEntries(
        outputNames.map((name) => {
          const { data, dims } = results[name] as Value & { data: Float32Array };
          return [name, { data, shape: dims }];
        }),
      );
    },
    async release() {
      if (profile !== undefined) session.endProfiling();
      await session.release();
    },
  };
};
