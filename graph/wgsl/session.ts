/**
 * Runs plans on a GPU: all dispatches of a step in one command buffer. Weights, moments and averages stay in the GPU's
 * memory; what goes there is the pictures and random numbers of a step, and what comes back is its losses.
 */
import { type Location, layOutState, type Region } from '../compiler/memory.ts';
import { checkedData, type Program, pick, type Session, type State } from '../compiler/session.ts';
import type { Tensor, Values } from '../tensor.ts';
import { BINDING, bindingOf } from './kernel-code.ts';
import { type Plan, planKernels } from './plan.ts';

/** GPUBufferUsage, GPUMapMode and GPUShaderStage (WebGPU, sections 5.1.2, 5.2 and 8.1), which Node lacks. */
const USAGE = { mapRead: 0x01, copySource: 0x04, copyTarget: 0x08, uniform: 0x40, storage: 0x80 } as const;
const READ = 0x01;
const COMPUTE = 0x04;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** In milliseconds. */
const LOSS_IS_REPORTED_WITHIN = 1000;
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

export type GpuProgram = Program & { readonly plan: Plan };

/** The GPU is gone: its driver failed, or the machine slept. What it held is lost. */
export class GpuLostError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`the GPU was lost (${reason})`, options);
  }
}

export type GpuSession = Session<State, GpuProgram> & { readonly isLost: boolean };

/**
 * @param device made with `requiredLimits`; the session does not destroy it
 * @param isSoftware whether the GPU is emulated by the CPU (`GPUAdapterInfo.isFallbackAdapter`), which wants other kernels
 */
export function openSession(device: GPUDevice, { isSoftware = false } = {}): GpuSession {
  const largestBuffer = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize);
  const stateBuffers = new WeakMap<State, GPUBuffer>();
  /** Scratch is shared by all programs, which run one after the other. It only grows. */
  const scratch: GPUBuffer[] = [];
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  const held = new Set<GPUBuffer>();
  let lost: string | undefined;
  void device.lost.then(({ message, reason }) => {
    lost = message || reason;
  });

  function buffer(bytes: number, usage: number): GPUBuffer {
    // A binding must not be empty.
    const made = device.createBuffer({ size: Math.max(bytes, 16), usage });
    held.add(made);
    return made;
  }
  function free(one: GPUBuffer): void {
    held.delete(one);
    one.destroy();
  }

  /** @throws Error that says what was wrong, where the device refuses what `make` does */
  async function checked<T>(what: string, make: () => T | Promise<T>): Promise<T> {
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    const made = Promise.resolve(make()).catch((cause: unknown) => ({ cause }));
    // A device that was lost may have no scopes any more; what `make` does fails, too, and says why.
    const scopes = [device.popErrorScope(), device.popErrorScope()].map((scope) => scope.catch(() => null));
    const [room, valid] = await Promise.all(scopes);
    const result = await made;
    const error = room ?? valid;
    if (error) {
      throw new Error(`the GPU refuses ${what}: ${error.message}`);
    }
    if (typeof result === 'object' && result !== null && 'cause' in result) {
      throw await failure(result.cause);
    }
    return result;
  }

  /** The error for what fails, perhaps since the GPU is gone. */
  async function failure(cause: unknown): Promise<Error> {
    // The loss of a device is reported after what it breaks.
    await Promise.race([device.lost, new Promise((resolve) => setTimeout(resolve, LOSS_IS_REPORTED_WITHIN))]);
    return lost === undefined
      ? new Error(`the GPU failed: ${String(cause)}`, { cause })
      : new GpuLostError(lost, { cause });
  }

  async function download(from: GPUBuffer, bytes: number, staging: GPUBuffer, encoder: GPUCommandEncoder) {
    encoder.copyBufferToBuffer(from, 0, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(READ, 0, bytes);
    const copy = new Float32Array(staging.getMappedRange(0, bytes).slice(0));
    staging.unmap();
    return copy;
  }

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

  /** Programs whose bindings are alike share pipelines. */
  function pipelineOf(
    bindings: string,
    code: string,
    layout: GPUPipelineLayout,
  ): Promise<GPUComputePipeline> {
    const key = `${bindings}\n${code}`;
    const pipeline =
      pipelines.get(key) ??
      device.createComputePipelineAsync({ layout, compute: { module: device.createShaderModule({ code }) } });
    pipelines.set(key, pipeline);
    return pipeline;
  }

  async function openProgram(outputs: Readonly<Record<string, Tensor>>, state?: State): Promise<GpuProgram> {
    const plan = planKernels(outputs, {
      largestBuffer,
      hasWorkgroupMemory: !isSoftware,
      ...(state && { state: state.layout }),
    });
    const { sizes, dispatches } = plan;
    const scratchRegions = Object.keys(sizes).filter((region): region is Region =>
      region.startsWith('scratch'),
    );
    /** Offsets of all dispatches; a bind group sees those of one at a time. */
    const block =
      Math.ceil(
        Math.max(16, ...dispatches.map(({ offsets }) => offsets.byteLength)) /
          device.limits.minUniformBufferOffsetAlignment,
      ) * device.limits.minUniformBufferOffsetAlignment;

    const regions = await checked('the memory of a program', () => {
      for (const [i, region] of scratchRegions.entries()) {
        const bytes = (sizes[region] ?? 0) * FLOAT;
        const before = scratch[i];
        if (!before || before.size < bytes) {
          scratch[i] = buffer(bytes, USAGE.storage | USAGE.copySource);
          if (before) {
            free(before);
          }
        }
      }
      return {
        given: buffer(sizes.given * FLOAT, USAGE.storage | USAGE.copyTarget),
        results: buffer(sizes.results * FLOAT, USAGE.storage | USAGE.copySource | USAGE.copyTarget),
        tables: buffer(plan.tables.byteLength, USAGE.storage | USAGE.copyTarget),
        offsets: buffer(block * dispatches.length, USAGE.uniform | USAGE.copyTarget),
      };
    });
    const stateBuffer = state && stateBuffers.get(state);
    device.queue.writeBuffer(regions.tables, 0, Uint32Array.from(plan.tables));
    dispatches.forEach(({ offsets }, k) => {
      device.queue.writeBuffer(regions.offsets, k * block, Uint32Array.from(offsets));
    });
    for (const { offset, data } of plan.constants) {
      device.queue.writeBuffer(regions.given, offset * FLOAT, Float32Array.from(data));
    }

    const storage = (binding: number, type: GPUBufferBindingType): GPUBindGroupLayoutEntry => ({
      binding,
      visibility: COMPUTE,
      buffer: { type },
    });
    const groupLayout = device.createBindGroupLayout({
      entries: [
        {
          binding: BINDING.offsets,
          visibility: COMPUTE,
          buffer: { type: 'uniform', hasDynamicOffset: true },
        },
        storage(BINDING.tables, 'read-only-storage'),
        storage(BINDING.given, 'read-only-storage'),
        storage(BINDING.results, 'storage'),
        ...(stateBuffer ? [storage(BINDING.state, 'storage')] : []),
        ...scratchRegions.map((region) => storage(bindingOf(region), 'storage')),
      ],
    });
    const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [groupLayout] });
    const layoutKey = `${stateBuffer ? 'state' : ''}${scratchRegions.length}`;
    const compiled = await checked('a kernel', () =>
      Promise.all(dispatches.map(({ code }) => pipelineOf(layoutKey, code, pipelineLayout))),
    );

    let group: GPUBindGroup | undefined;
    let boundTo: readonly GPUBuffer[] = [];
    /** Made anew where another program has grown the scratch regions. */
    function bindings(): GPUBindGroup {
      const used = scratch.slice(0, scratchRegions.length);
      if (!group || used.some((one, i) => one !== boundTo[i])) {
        boundTo = used;
        group = device.createBindGroup({
          layout: groupLayout,
          entries: [
            { binding: BINDING.offsets, resource: { buffer: regions.offsets, size: block } },
            { binding: BINDING.tables, resource: { buffer: regions.tables } },
            { binding: BINDING.given, resource: { buffer: regions.given } },
            { binding: BINDING.results, resource: { buffer: regions.results } },
            ...(stateBuffer ? [{ binding: BINDING.state, resource: { buffer: stateBuffer } }] : []),
            ...used.map((one, i) => ({ binding: BINDING.scratch + i, resource: { buffer: one } })),
          ],
        });
      }
      return group;
    }
    function bufferOf(region: Region): GPUBuffer {
      const fixed: Partial<Record<Region, GPUBuffer>> = {
        ...regions,
        ...(stateBuffer && { state: stateBuffer }),
      };
      const found = fixed[region] ?? scratch[scratchRegions.indexOf(region)];
      if (!found) {
        throw new Error(`the program has no region ${region}`);
      }
      return found;
    }

    /** Buffers that results are read back through; as many as there are runs under way. */
    const idle: GPUBuffer[] = [];
    const resultBytes = Math.max(16, sizes.results * FLOAT);
    return {
      plan,
      async run(inputs) {
        if (lost !== undefined) {
          throw new GpuLostError(lost);
        }
        for (const [name, { offset, shape }] of Object.entries(plan.inputs)) {
          device.queue.writeBuffer(regions.given, offset * FLOAT, checkedData(inputs, name, shape));
        }
        const staging = idle.pop() ?? buffer(resultBytes, USAGE.mapRead | USAGE.copyTarget);
        const all = await checked('a step', () => {
          const encoder = device.createCommandEncoder();
          const pass = encoder.beginComputePass();
          const bound = bindings();
          dispatches.forEach(({ workgroups }, k) => {
            pass.setPipeline(compiled[k] as GPUComputePipeline);
            pass.setBindGroup(0, bound, [k * block]);
            pass.dispatchWorkgroups(...workgroups);
          });
          pass.end();
          for (const { from, to, elements } of plan.copies) {
            copy(encoder, from, to, elements);
          }
          return download(regions.results, resultBytes, staging, encoder);
        });
        idle.push(staging);
        return pick(all, plan.outputs);
      },
      release() {
        Object.values(regions).forEach(free);
        idle.splice(0).forEach(free);
      },
    };

    function copy(encoder: GPUCommandEncoder, from: Location, to: Location, elements: number): void {
      encoder.copyBufferToBuffer(
        bufferOf(from.region),
        from.offset * FLOAT,
        bufferOf(to.region),
        to.offset * FLOAT,
        elements * FLOAT,
      );
    }
  }

  return {
    queue: QUEUE,
    get isLost() {
      return lost !== undefined;
    },
    get bytes() {
      return [...held].reduce((sum, { size }) => sum + size, 0);
    },
    openState,
    openProgram,
    release() {
      for (const one of [...held]) {
        free(one);
      }
    },
  };
}
