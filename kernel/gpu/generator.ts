/** Draws a published generator with WebGPU, from the feature map sizes and packed weights that ../generator.ts laid out. */
import type { DrawOptions, PackedLayer } from '../generator.ts';
import {
  OUTPUT_TILE,
  PRECISION,
  PROJECT,
  type Precision,
  TO_PIXELS,
  TO_RGB,
  UPSAMPLE,
  WORKGROUP_EDGE,
  WORKGROUP_LENGTH,
} from './shaders.ts';

export type GpuGenerator = {
  /**
   * n vectors z, f32 [latentSize] each → RGBA u8 [n, side, side, 4], a new array for each call.
   *
   * @throws RangeError where no layer gives an RGB image of that side
   */
  draw(latents: readonly Float32Array[], options?: DrawOptions): Promise<Uint8ClampedArray<ArrayBuffer>>;
  /** Frees the device's memory. */
  release(): void;
};

/** How many faces the buffers hold: more are drawn in several batches. */
export const MAX_BATCH = 8;
const RGBA = 4;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/** GPUBufferUsage and GPUMapMode (WebGPU, sections 5.1.2 and 5.2), which some of this repository's type checks lack. */
const MAP_READ = 0x01;
const COPY_SRC = 0x04;
const COPY_DST = 0x08;
const UNIFORM = 0x40;
const STORAGE = 0x80;
const READ = 0x01;

/** Weights and hidden feature maps on the device, by precision. */
const REALS = {
  single: { bytes: FLOAT, of: (values: Float32Array<ArrayBuffer>) => values },
  half: { bytes: FLOAT / 2, of: (values: Float32Array<ArrayBuffer>) => Float16Array.from(values) },
} as const satisfies Record<Precision, unknown>;

/** The binding of a shader's sizes. */
const SIZES = 5;

type WorkgroupCount = [x: number, y: number, z: number];

/** One shader of the pass: its sizes, its buffers by binding, and its workgroups for a number of faces. */
type Dispatch = {
  readonly code: string;
  /** In the order of the shader's `Sizes`. */
  readonly sizes: readonly number[];
  readonly buffers: Readonly<Record<number, GPUBuffer>>;
  readonly workgroups: (faces: number) => WorkgroupCount;
};

/** The buffers that a layer reads and writes. */
type LayerBuffers = Readonly<Record<'input' | 'weights' | 'bias' | 'output' | 'faces', GPUBuffer>> & {
  /** The smaller RGB image that a to-RGB layer adds. */
  readonly smaller: GPUBuffer | undefined;
};

/**
 * @param layers from `loadGenerator`
 * @param precision of the factors; `half` needs a device with the feature `shader-f16`
 * @throws Error where the device refuses the shaders; out-of-memory is reported through error scopes
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
  const z = buffer(MAX_BATCH * latentSize * FLOAT, STORAGE | COPY_DST);
  const faces = buffer(FLOAT, UNIFORM | COPY_DST);
  const dispatches: Dispatch[] = [];
  /** RGB images by side, and how many dispatches compute each. */
  const images = new Map<number, { readonly rgb: GPUBuffer; readonly count: number }>();
  let input = z;
  let smaller: GPUBuffer | undefined;
  let resolution = 0;
  for (const layer of layers) {
    const { kind, side, stride, packed, bias } = layer;
    // New buffers are zero, and the border stays so.
    const size = kind === 'toRgb' ? FLOAT : reals.bytes;
    const output = buffer(MAX_BATCH * (side + 2) ** 2 * stride * size, STORAGE);
    const weights = filled(reals.of(packed));
    dispatches.push(dispatchOf(layer, { input, smaller, weights, bias: filled(bias), output, faces }));
    if (kind === 'toRgb') {
      smaller = output;
      images.set(side, { rgb: output, count: dispatches.length });
    } else {
      input = output;
    }
    resolution = side;
  }
  if (smaller === undefined) {
    throw new Error('the generator has no to-RGB layer');
  }
  const pixels = buffer(MAX_BATCH * RGBA * resolution ** 2, STORAGE | COPY_SRC);
  const read = buffer(MAX_BATCH * RGBA * resolution ** 2, COPY_DST | MAP_READ);
  /** The pipeline of each shader, made at its first use. */
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  function pipelineOf(code: string): Promise<GPUComputePipeline> {
    const pipeline = pipelines.get(code) ?? createPipeline(device, PRECISION[precision] + code);
    pipelines.set(code, pipeline);
    return pipeline;
  }
  async function encode({ code, sizes, buffers, workgroups }: Dispatch): Promise<Encode> {
    const uniform = buffer(sizes.length * FLOAT, UNIFORM | COPY_DST);
    device.queue.writeBuffer(uniform, 0, Uint32Array.from(sizes));
    return encoderOf(device, await pipelineOf(code), { ...buffers, [SIZES]: uniform }, workgroups);
  }
  const layerEncoders = await Promise.all(dispatches.map(encode));
  /** Encoders of all that a face of that side takes, by side; the shader that writes pixels is made at the first use. */
  const encodersBySide = new Map<number, Promise<readonly Encode[]>>();
  function encodersFor(side: number): Promise<readonly Encode[]> {
    const image = images.get(side);
    if (image === undefined) {
      throw new RangeError(
        `the generator has no image of side ${side}, but of ${[...images.keys()].join(', ')}`,
      );
    }
    const encoders =
      encodersBySide.get(side) ??
      encode({
        code: TO_PIXELS,
        sizes: [side],
        buffers: { 0: image.rgb, 3: pixels },
        workgroups: (count) => [side / WORKGROUP_EDGE, side / WORKGROUP_EDGE, count],
      }).then((toPixels) => [...layerEncoders.slice(0, image.count), toPixels]);
    encodersBySide.set(side, encoders);
    return encoders;
  }
  await encodersFor(resolution);

  async function drawBatch(latents: readonly Float32Array[], side: number): Promise<Uint8ClampedArray> {
    const encoders = await encodersFor(side);
    const all = new Float32Array(latents.length * latentSize);
    for (const [i, latent] of latents.entries()) {
      all.set(latent, i * latentSize);
    }
    device.queue.writeBuffer(z, 0, all);
    device.queue.writeBuffer(faces, 0, Uint32Array.of(latents.length));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const encodeLayer of encoders) {
      encodeLayer(pass, latents.length);
    }
    pass.end();
    const size = latents.length * RGBA * side ** 2;
    encoder.copyBufferToBuffer(pixels, 0, read, 0, size);
    device.queue.submit([encoder.finish()]);
    await read.mapAsync(READ, 0, size);
    const drawn = new Uint8ClampedArray(read.getMappedRange(0, size).slice(0));
    read.unmap();
    return drawn;
  }

  return {
    async draw(latents, { side = resolution } = {}) {
      const bytes = RGBA * side ** 2;
      const drawn = new Uint8ClampedArray(latents.length * bytes);
      for (let first = 0; first < latents.length; first += MAX_BATCH) {
        drawn.set(await drawBatch(latents.slice(first, first + MAX_BATCH), side), first * bytes);
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

function dispatchOf(
  { kind, side, inputs, inputStride, stride }: PackedLayer,
  { input, smaller, weights, bias, output, faces }: LayerBuffers,
): Dispatch {
  const buffers = { 0: input, 1: weights, 2: bias, 3: output };
  const half = side / 2;
  switch (kind) {
    case 'project':
      return {
        code: PROJECT,
        sizes: [inputs, side, stride],
        buffers,
        workgroups: (count) => [Math.ceil((side ** 2 * stride) / 4 / WORKGROUP_LENGTH), count, 1],
      };
    case 'upsample':
      return {
        code: UPSAMPLE,
        sizes: [half, inputs, inputStride, stride],
        buffers: { ...buffers, 4: faces },
        workgroups: (count) => [
          Math.ceil((count * half ** 2) / OUTPUT_TILE),
          Math.ceil(stride / OUTPUT_TILE),
          4,
        ],
      };
    case 'toRgb':
      return {
        code: TO_RGB,
        sizes: [half, inputStride, smaller === undefined ? 0 : 1],
        buffers: { ...buffers, 4: smaller ?? input },
        workgroups: (count) => [side / WORKGROUP_EDGE, side / WORKGROUP_EDGE, count],
      };
  }
}

/** Encodes a dispatch into a compute pass, for a number of faces. */
type Encode = (pass: GPUComputePassEncoder, count: number) => void;

function createPipeline(device: GPUDevice, code: string): Promise<GPUComputePipeline> {
  return device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }) },
  });
}

function encoderOf(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  buffers: Dispatch['buffers'],
  workgroups: Dispatch['workgroups'],
): Encode {
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
    pass.dispatchWorkgroups(...workgroups(count));
  };
}
