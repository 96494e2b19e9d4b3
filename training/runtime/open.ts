/** Programs and states on the device that the options name. */
import type { Tensor, Values } from '../../graph/tensor.ts';
import { openWasmSession } from '../../graph/wasm/session.ts';
import { buildProgram } from '../onnxruntime/program.ts';
import { openOnnxState } from '../onnxruntime/state.ts';
import { acquireGpu } from '../webgpu/gpu.ts';
import type { Program, RunOptions, State } from './program.ts';

/**
 * Compiles the named outputs.
 * @throws Error where there is no such device, or it refuses the program
 */
export async function openProgram(
  name: string,
  outputs: Readonly<Record<string, Tensor>>,
  { device = 'cpu', ...options }: RunOptions = {},
): Promise<Program> {
  switch (device) {
    case 'webgpu':
      return openGpuProgram(outputs);
    case 'wasm': {
      const program = await openWasmSession().openProgram(outputs);
      return { run: (inputs) => program.run(inputs), release: async () => program.release() };
    }
    default:
      return buildProgram(name, outputs, { ...options, device });
  }
}

/** A state with initial values, which are copied. */
export async function openState(
  values: Values,
  { device = 'cpu', ...options }: RunOptions = {},
): Promise<State> {
  switch (device) {
    case 'webgpu':
      return openGpuState(values);
    case 'wasm':
      return openWasmState(values);
    default:
      return openOnnxState(values, { ...options, device });
  }
}

/** A program that has no state: where the GPU was lost, its next run opens it again. */
async function openGpuProgram(outputs: Readonly<Record<string, Tensor>>): Promise<Program> {
  async function open() {
    const gpu = await acquireGpu();
    return { gpu, program: await gpu.session.openProgram(outputs) };
  }
  let opened = await open();
  return {
    async run(inputs) {
      if (opened.gpu.session.isLost) {
        opened.gpu.release();
        opened = await open();
      }
      return opened.program.run(inputs);
    },
    async release() {
      opened.program.release();
      opened.gpu.release();
    },
  };
}

async function openGpuState(values: Values): Promise<State> {
  const gpu = await acquireGpu();
  const state = await gpu.session.openState(values);
  return {
    get isLost() {
      return gpu.session.isLost;
    },
    queue: gpu.session.queue,
    async openProgram(_, outputs) {
      const program = await gpu.session.openProgram(outputs, state);
      return { run: (inputs) => program.run(inputs), release: async () => program.release() };
    },
    read: () => state.read(),
    write: async (next) => state.write(next),
    async release() {
      state.release();
      gpu.release();
    },
  };
}

/** On this thread alone, as in a page that is not isolated. */
async function openWasmState(values: Values): Promise<State> {
  const session = openWasmSession();
  const state = await session.openState(values);
  return {
    isLost: false,
    queue: session.queue,
    async openProgram(_, outputs) {
      const program = await session.openProgram(outputs, state);
      return { run: (inputs) => program.run(inputs), release: async () => program.release() };
    },
    read: () => state.read(),
    write: async (next) => state.write(next),
    release: async () => state.release(),
  };
}
