/** A published generator on a GPU: what ../generator.ts has laid out in memory, in buffers of the device. */
import type { PackedLayer } from '../generator.ts';
import { DOUBLE, EXPOSE, GROUP, LINE, PAINT, PRECISION, PROJECT, type Precision, TILE } from './shaders.ts';

export type GpuGenerator = {
  /** n vectors z, f32 [latentSize] each → RGBA u8 [n, resolution, resolution, 4]. The pixels are the caller's to keep. */
  draw(latents: readonly Float32Array[]): Promise<Uint8ClampedArray<ArrayBuffer>>;
  /** Gives the device's memory back. */
  release(): void;
};

/** Faces that have room on the device, and are drawn at once. */
export const ROOM = 8;
const RGBA = 4;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/** GPUBufferUsage and GPUMapMode, which types do not know everywhere: WebGPU, sections 5.1.2 and 5.2. */
const MAP_READ = 0x01;
const COPY_SRC = 0x04;
const COPY_DST = 0x08;
const UNIFORM = 0x40;
const STORAGE = 0x80;
const READ = 0x01;

/** Numbers as the device is to have them. */
const REALS = {
  single: { bytes: FLOAT, of: (values: Float32Array<ArrayBuffer>) => values },
  half: { bytes: FLOAT / 2, of: (values: Float32Array<ArrayBuffer>) => Float16Array.from(values) },
} as const satisfies Record<Precision, unknown>;

type Groups = [x: number, y: number, z: number];

/** A shader with what is fixed of it, its buffers by their bindings, and the workgroups that so many faces take. */
type Work = {
  readonly code: string;
  readonly constants: Readonly<Record<string, number>>;
  readonly buffers: Readonly<Record<number, GPUBuffer>>;
  readonly groups: (faces: number) => Groups;
};

/** What a layer reads and writes. */
type Buffers = Readonly<Record<'input' | 'weights' | 'bias' | 'grid' | 'faces', GPUBuffer>> & {
  /** The picture before it, of a layer that is one. */
  readonly smaller: GPUBuffer | undefined;
};

/**
 * @param layers as they were laid out
 * @param precision of what is multiplied; `half` takes a device with the feature `shader-f16`
 * @throws Error where the device does not take the shaders; that it has no room it tells to error scopes
 */
export async function openGpuGenerator(
  device: GPUDevice,
  layers: readonly PackedLayer[],
  latentSize: number,
  precision: Precision,
): Promise<GpuGenerator> {
  const made: GPUBuffer[] = [];
  function buffer(size: number, usage: number): GPUBuffer {
    const one = device.createBuffer({ size, usage });
    made.push(one);
    return one;
  }
  const reals = REALS[precision];
  function filled(values: Float32Array<ArrayBuffer> | Float16Array<ArrayBuffer>): GPUBuffer {
    const full = buffer(values.byteLength, STORAGE | COPY_DST);
    device.queue.writeBuffer(full, 0, values);
    return full;
  }
  const z = buffer(ROOM * latentSize * FLOAT, STORAGE | COPY_DST);
  const faces = buffer(FLOAT, UNIFORM | COPY_DST);
  const works: Work[] = [];
  let input = z;
  let smaller: GPUBuffer | undefined;
  let resolution = 0;
  for (const layer of layers) {
    const { kind, side, stride, packed, bias } = layer;
    // Zero as it comes, which its border stays.
    const size = kind === 'paint' ? FLOAT : reals.bytes;
    const grid = buffer(ROOM * (side + 2) ** 2 * stride * size, STORAGE);
    const weights = filled(reals.of(packed));
    works.push(workOf(layer, { input, smaller, weights, bias: filled(bias), grid, faces }));
    if (kind === 'paint') {
      smaller = grid;
    } else {
      input = grid;
    }
    resolution = side;
  }
  if (smaller === undefined) {
    throw new Error('the generator has no picture layer');
  }
  const bytes = RGBA * resolution ** 2;
  const pixels = buffer(ROOM * bytes, STORAGE | COPY_SRC);
  const read = buffer(ROOM * bytes, COPY_DST | MAP_READ);
  works.push({
    code: EXPOSE,
    constants: { side: resolution },
    buffers: { 0: smaller, 3: pixels },
    groups: (count) => [resolution / GROUP, resolution / GROUP, count],
  });
  const stages = await Promise.all(works.map((work) => stageOf(device, work, PRECISION[precision])));

  async function drawSome(latents: readonly Float32Array[]): Promise<Uint8ClampedArray> {
    const all = new Float32Array(latents.length * latentSize);
    for (const [i, latent] of latents.entries()) {
      all.set(latent, i * latentSize);
    }
    device.queue.writeBuffer(z, 0, all);
    device.queue.writeBuffer(faces, 0, Uint32Array.of(latents.length));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const run of stages) {
      run(pass, latents.length);
    }
    pass.end();
    const size = latents.length * bytes;
    encoder.copyBufferToBuffer(pixels, 0, read, 0, size);
    device.queue.submit([encoder.finish()]);
    await read.mapAsync(READ, 0, size);
    const drawn = new Uint8ClampedArray(read.getMappedRange(0, size).slice(0));
    read.unmap();
    return drawn;
  }

  return {
    async draw(latents) {
      const drawn = new Uint8ClampedArray(latents.length * bytes);
      for (let first = 0; first < latents.length; first += ROOM) {
        drawn.set(await drawSome(latents.slice(first, first + ROOM)), first * bytes);
      }
      return drawn;
    },
    release() {
      for (const one of made) {
        one.destroy();
      }
    },
  };
}

function workOf(
  { kind, side, inputs, inputStride, stride }: PackedLayer,
  { input, smaller, weights, bias, grid, faces }: Buffers,
): Work {
  const buffers = { 0: input, 1: weights, 2: bias, 3: grid };
  const half = side / 2;
  switch (kind) {
    case 'project':
      return {
        code: PROJECT,
        constants: { latentSize: inputs, side, stride },
        buffers,
        groups: (count) => [Math.ceil((side ** 2 * stride) / 4 / LINE), count, 1],
      };
    case 'double':
      return {
        code: DOUBLE,
        constants: { side: half, channels: inputs, stride: inputStride, outStride: stride },
        buffers: { ...buffers, 4: faces },
        groups: (count) => [Math.ceil((count * half ** 2) / TILE), Math.ceil(stride / TILE), 4],
      };
    case 'paint':
      return {
        code: PAINT,
        constants: { side: half, stride: inputStride, adds: smaller === undefined ? 0 : 1 },
        buffers: { ...buffers, 4: smaller ?? input },
        groups: (count) => [side / GROUP, side / GROUP, count],
      };
  }
}

/** @returns what has the work done for so many faces */
async function stageOf(
  device: GPUDevice,
  { code, constants, buffers, groups }: Work,
  precision: string,
): Promise<(pass: GPUComputePassEncoder, count: number) => void> {
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: precision + code }), constants },
  });
  const bindings = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: Object.entries(buffers).map(([binding, buffer]) => ({
      binding: Number(binding),
      resource: { buffer },
    })),
  });
  return (pass, count) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
    pass.dispatchWorkgroups(...groups(count));
  };
}
