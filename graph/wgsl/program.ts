/** Plans as programs of a GPU: their memory, their pipelines and their runs. */
import type { Location, Region } from '../compiler/memory.ts';
import { checkedData, type Program, pick } from '../compiler/session.ts';
import { COMPUTE, FLOAT, GpuLostError, type GuardedDevice, USAGE } from './device.ts';
import { BINDING, bindingOf } from './kernel-code.ts';
import type { Plan } from './plan.ts';

export type GpuProgram = Program & { readonly plan: Plan };

/** @returns a function that opens a program, whose state is in a buffer */
export function programOpener(
  gpu: GuardedDevice,
): (plan: Plan, stateBuffer?: GPUBuffer) => Promise<GpuProgram> {
  const { device, buffer, free, checked, download } = gpu;
  /** Scratch is shared by all programs, which run one after the other. It only grows. */
  const scratch: GPUBuffer[] = [];
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();

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

  async function openProgram(plan: Plan, stateBuffer?: GPUBuffer): Promise<GpuProgram> {
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
        if (gpu.lost !== undefined) {
          throw new GpuLostError(gpu.lost);
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

  return openProgram;
}
