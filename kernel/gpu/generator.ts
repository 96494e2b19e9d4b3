/** A published generator on a GPU: what generator.ts has laid out in memory, in buffers of the device. */
import type { PackedLayer } from '../generator.ts';
import { DOUBLE, EXPOSE, GROUP, PAINT, PROJECT, TILE } from './shaders.ts';

/** @returns RGBA u8 [n, resolution, resolution, 4] of n vectors z, f32 [latentSize] each; the caller's to keep */
export type GpuDraw = (latents: readonly Float32Array[]) => Promise<Uint8ClampedArray<ArrayBuffer>>;

/** Faces that have room on the device at a time. */
const ROOM = 8;
const RGBA = 4;

/** GPUBufferUsage and GPUMapMode of the specification, which types do not know everywhere. */
const MAP_READ = 0x1;
const COPY_SRC = 0x4;
const COPY_DST = 0x8;
const UNIFORM = 0x40;
const STORAGE = 0x80;
const READ = 0x1;

/**
 * @throws whatever the device throws that has no room, or does not take the shaders
 */
export async function openGpuGenerator(
  device: GPUDevice,
  layers: readonly PackedLayer[],
  latentSize: number,
): Promise<GpuDraw> {
  const resolution = layers.at(-1)?.side ?? 0;
  const room = (size: number, usage = STORAGE): GPUBuffer => device.createBuffer({ size, usage });
  const filled = (values: Float32Array<ArrayBuffer>): GPUBuffer => {
    const buffer = room(values.byteLength, STORAGE | COPY_DST);
    device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  };
  const pipeline = (code: string, constants: Record<string, number>): Promise<GPUComputePipeline> =>
    device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code }), constants },
    });

  const pixels = room(ROOM * RGBA * resolution ** 2, STORAGE | COPY_SRC);
  const read = room(pixels.size, COPY_DST | MAP_READ);
  const z = room(ROOM * latentSize * 4, STORAGE | COPY_DST);
  const count = room(4, UNIFORM | COPY_DST);

  /** Runs a step for so many faces. */
  type Stage = (pass: GPUComputePassEncoder, faces: number) => void;
  const stage = (
    made: GPUComputePipeline,
    buffers: Readonly<Record<number, GPUBuffer>>,
    groups: (faces: number) => [number, number, number],
  ): Stage => {
    const bindings = device.createBindGroup({
      layout: made.getBindGroupLayout(0),
      entries: Object.entries(buffers).map(([binding, buffer]) => ({
        binding: Number(binding),
        resource: { buffer },
      })),
    });
    return (pass, faces) => {
      pass.setPipeline(made);
      pass.setBindGroup(0, bindings);
      pass.dispatchWorkgroups(...groups(faces));
    };
  };

  let input = z;
  let picture: GPUBuffer | undefined;
  const stages: Promise<Stage>[] = layers.map(
    async ({ kind, side, inputs, inputStride, stride, packed, bias }) => {
      const grid = room(ROOM * (side + 2) ** 2 * stride * 4);
      const [from, smaller] = [input, picture];
      if (kind === 'paint') picture = grid;
      else input = grid;
      const buffers = { 0: from, 1: filled(packed), 2: filled(bias), 3: grid };
      switch (kind) {
        case 'project': {
          const made = await pipeline(PROJECT, { latentSize, side, stride });
          return stage(made, buffers, (faces) => [Math.ceil((side ** 2 * stride) / 4 / 64), faces, 1]);
        }
        case 'double': {
          const made = await pipeline(DOUBLE, {
            side: side / 2,
            channels: inputs,
            stride: inputStride,
            outStride: stride,
          });
          return stage(made, { ...buffers, 4: count }, (faces) => [
            Math.ceil((faces * (side / 2) ** 2) / TILE),
            Math.ceil(stride / TILE),
            4,
          ]);
        }
        case 'paint': {
          const made = await pipeline(PAINT, {
            side: side / 2,
            stride: inputStride,
            adds: smaller === undefined ? 0 : 1,
          });
          const groups = Math.ceil(side / GROUP);
          return stage(made, { ...buffers, 4: smaller ?? from }, (faces) => [groups, groups, faces]);
        }
      }
    },
  );
  const expose = pipeline(EXPOSE, { side: resolution });
  const all = await Promise.all(stages);
  if (picture === undefined) throw new Error('there is no picture layer');
  const groups = Math.ceil(resolution / GROUP);
  all.push(stage(await expose, { 0: picture, 3: pixels }, (faces) => [groups, groups, faces]));

  async function drawSome(latents: readonly Float32Array[]): Promise<Uint8ClampedArray<ArrayBuffer>> {
    const faces = latents.length;
    device.queue.writeBuffer(count, 0, Uint32Array.of(faces));
    for (const [i, latent] of latents.entries())
      device.queue.writeBuffer(z, 4 * i * latentSize, Float32Array.from(latent));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const run of all) run(pass, faces);
    pass.end();
    const size = faces * RGBA * resolution ** 2;
    encoder.copyBufferToBuffer(pixels, 0, read, 0, size);
    device.queue.submit([encoder.finish()]);
    await read.mapAsync(READ, 0, size);
    const drawn = new Uint8ClampedArray(read.getMappedRange(0, size).slice(0));
    read.unmap();
    return drawn;
  }

  return async (latents) => {
    const drawn = new Uint8ClampedArray(latents.length * RGBA * resolution ** 2);
    for (let first = 0; first < latents.length; first += ROOM) {
      drawn.set(await drawSome(latents.slice(first, first + ROOM)), first * RGBA * resolution ** 2);
    }
    return drawn;
  };
}
