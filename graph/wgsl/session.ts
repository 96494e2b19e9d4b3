/**
 * Runs plans on a GPU: all dispatches of a step in one command buffer. Weights, moments and averages stay in the GPU's
 * memory; what goes there is the pictures and random numbers of a step, and what comes back is its losses.
 */
import { layOutState } from '../compiler/memory.ts';
import { checkedData, pick, type Session, type State } from '../compiler/session.ts';
import type { Values } from '../tensor.ts';
import { FLOAT, guardDevice, USAGE } from './device.ts';
import { planKernels } from './plan.ts';
import { type GpuProgram, programOpener } from './program.ts';

/**
 * One run under way keeps the GPU busy while its results are read and the next inputs are sent. Firefox notices results ten times a
 * second, or when something else is submitted.
 */
const QUEUE = 1;

/** What the session asks of a device beyond WebGPU's defaults: buffers as large as the adapter has them. */
export function requiredLimits({ limits }: GPUAdapter): Record<string, GPUSize64> {
  const { maxBufferSize, maxStorageBufferBindingSize } = limits;
  return { maxBufferSize, maxStorageBufferBindingSize };
}

export type GpuSession = Session<State, GpuProgram> & { readonly isLost: boolean };

/**
 * @param device made with `requiredLimits`; the session does not destroy it
 * @param isSoftware whether the GPU is emulated by the CPU (`GPUAdapterInfo.isFallbackAdapter`), which wants other kernels
 */
export function openSession(device: GPUDevice, { isSoftware = false } = {}): GpuSession {
  const largestBuffer = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize);
  const stateBuffers = new WeakMap<State, GPUBuffer>();
  const gpu = guardDevice(device);
  const openProgram = programOpener(gpu);
  const { buffer, free, checked, download } = gpu;

  async function openState(values: Values): Promise<State> {
    const layout = layOutState(
      Object.fromEntries(Object.entries(values).map(([name, { shape }]) => [name, shape])),
    );
    const bytes = layout.size * FLOAT;
    const own = await checked('the memory of a state', () =>
      buffer(bytes, USAGE.storage | USAGE.copySource | USAGE.copyTarget),
    );
    const state: State = {
      layout,
      async read() {
        const staging = buffer(bytes, USAGE.mapRead | USAGE.copyTarget);
        const all = await checked('to read a state', () =>
          download(own, bytes, staging, device.createCommandEncoder()),
        );
        free(staging);
        return pick(all, layout.places);
      },
      write(next) {
        for (const [name, { offset, shape }] of Object.entries(layout.places)) {
          device.queue.writeBuffer(own, offset * FLOAT, checkedData(next, name, shape));
        }
      },
      release: () => free(own),
    };
    state.write(values);
    stateBuffers.set(state, own);
    return state;
  }

  return {
    queue: QUEUE,
    get isLost() {
      return gpu.lost !== undefined;
    },
    get bytes() {
      return gpu.bytes;
    },
    openState,
    async openProgram(outputs, state) {
      const plan = planKernels(outputs, {
        largestBuffer,
        hasWorkgroupMemory: !isSoftware,
        ...(state && { state: state.layout }),
      });
      return openProgram(plan, state && stateBuffers.get(state));
    },
    release: gpu.release,
  };
}
