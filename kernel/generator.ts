/** A published generator in the kernel's memory, ready to draw. */
import type { DoublingRooms, Grid, KernelExports } from './exports.ts';
import { type Step, UndrawableError } from './plan.ts';
import type { KernelShape, LayerWeights } from './weights.ts';

/** z f32 [latentSize] → RGBA u8 [resolution, resolution, 4]. The pixels are the caller's to keep. */
export type Draw = (z: Float32Array) => Uint8ClampedArray<ArrayBuffer>;

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
const PAGE = 65_536;
/** Of vectors, in bytes. Nothing lies at address 0, which means "none". */
const ALIGNMENT = 16;
/** What strides are rounded up to: the channels that the kernel computes at a time. */
const BLOCK = { project: 8, double: 8, paint: 4 } as const satisfies Record<Step['kind'], number>;
const DOUBLING_KERNEL = 4;
/** To double the side: products of a tile of 2 × 2 outputs of one parity, and tiles at a time. */
const PRODUCTS = 9;
const STRIP = 16;
const COLOURS = 3;
const RGBA = 4;

/** A step with its weights, and where they lie in memory. */
type Layer = Step & {
  readonly weights: LayerWeights;
  /** Channels that come in. */
  readonly inputs: number;
  /** Of the grid that comes in: its channels, rounded up. */
  readonly inputStride: number;
  /** Of the grid that comes out, likewise. */
  readonly stride: number;
  readonly bias: number;
  readonly packed: number;
  /** How many floats the packed weights are. */
  readonly packedLength: number;
};

/** A step as it lies in memory, by layout.ts in assembly/. */
export type PackedLayer = Step &
  Pick<Layer, 'inputs' | 'inputStride' | 'stride'> & {
    /** Where in `memory` its grid begins: f32 [side + 2, side + 2, stride], inside a border of zeros. */
    readonly grid: number;
    readonly packed: Float32Array<ArrayBuffer>;
    readonly bias: Float32Array<ArrayBuffer>;
  };

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** Hands out room for floats from an address on; never takes any back. */
function arena(start: number) {
  let end = start;
  return {
    end: () => end,
    reserve(floats: number): number {
      const address = end;
      end += roundUp(floats * FLOAT, ALIGNMENT);
      return address;
    },
  };
}

/** A generator in memory: how to draw with it, and what is left there of the last face that was drawn. */
export type LaidOut = {
  readonly draw: Draw;
  /** The face that was drawn last, before it became pixels: f32 [3, resolution, resolution] in [−1, 1]. */
  readonly image: () => Float32Array;
  readonly memory: Float32Array;
  /** In the order of execution. */
  readonly layers: readonly PackedLayer[];
};

/**
 * Lays a generator out in a new instance of the kernel, ready to draw.
 *
 * @param module compiled from assembly/index.ts
 * @param steps of the model, from `planOf`
 * @param weights by the steps' names, from `readWeights`
 * @throws UndrawableError where the weights are not of the shapes that the steps have
 */
export function openGenerator(
  module: WebAssembly.Module,
  steps: readonly Step[],
  weights: ReadonlyMap<string, LayerWeights>,
  latentSize: number,
): Draw {
  return layOut(module, steps, weights, latentSize).draw;
}

/** As `openGenerator`, with access to what every layer gave. */
export function layOut(
  module: WebAssembly.Module,
  steps: readonly Step[],
  weights: ReadonlyMap<string, LayerWeights>,
  latentSize: number,
): LaidOut {
  // What the kernel exports is known from its source; nothing checks it at run time.
  const kernel = new WebAssembly.Instance(module).exports as unknown as KernelExports;
  const lasting = arena(ALIGNMENT);
  const z = lasting.reserve(latentSize);
  const layers = reserveLayers(lasting, steps, weights, latentSize);

  // While weights are packed, this is room for one kernel after the other; afterwards it is for the grids.
  const shared = lasting.end();
  const unpacked = arena(shared);
  const values = unpacked.reserve(
    Math.max(...layers.map(({ weights }) => weights.values.byteLength)) / FLOAT,
  );
  const widest = Math.max(...layers.map(({ stride }) => stride));
  const scales = unpacked.reserve(widest);

  const room = arena(shared);
  const rooms = reserveDoubling(room, layers);
  const grids: number[] = [];
  const calls: (() => void)[] = [];
  let input: Grid = [z, 1, latentSize, latentSize];
  let picture = 0;
  for (const { kind, channels, side, inputStride, stride, bias, packed } of layers) {
    const [from, smaller] = [input, picture];
    const out = room.reserve((side + 2) ** 2 * stride);
    grids.push(out / FLOAT);
    if (kind === 'project') {
      calls.push(() => kernel.project(z, latentSize, packed, bias, out, side, stride));
    } else if (kind === 'double') {
      calls.push(() => kernel.double(...from, packed, bias, out, stride, ...rooms));
    } else {
      calls.push(() => kernel.paint(from[0], from[1], inputStride, packed, bias, smaller, out));
    }
    if (kind === 'paint') {
      picture = out;
    } else {
      input = [out, side, channels, stride];
    }
  }
  const resolution = layers.at(-1)?.side ?? 0;
  const image = room.reserve(COLOURS * resolution ** 2);
  const pixels = room.reserve(resolution ** 2);

  kernel.memory.grow(Math.ceil(Math.max(unpacked.end(), room.end()) / PAGE));
  const memory = new Float32Array(kernel.memory.buffer);
  for (const { kind, channels, side, inputStride, stride, bias, packed, weights: own } of layers) {
    memory.set(own.bias, bias / FLOAT);
    new Uint8Array(memory.buffer, values).set(bytesOf(own.values));
    memory.fill(0, scales / FLOAT, scales / FLOAT + widest);
    memory.set(own.scales, scales / FLOAT);
    const from = [values, own.values.BYTES_PER_ELEMENT, scales, own.shape[0]] as const;
    if (kind === 'project') {
      kernel.packProjection(...from, channels, side ** 2, packed, stride);
    } else if (kind === 'double') {
      kernel.packDoubling(...from, channels, packed, stride, BLOCK[kind]);
    } else {
      kernel.packPicture(...from, packed, inputStride);
    }
  }
  // Beyond that it is zero as it came, and has cost nothing yet.
  memory.fill(0, shared / FLOAT, unpacked.end() / FLOAT);

  const bytes = new Uint8ClampedArray(memory.buffer, pixels, RGBA * resolution ** 2);
  const imageAt = image / FLOAT;
  const floatsAt = (address: number, length: number) =>
    memory.subarray(address / FLOAT, address / FLOAT + length);
  return {
    memory,
    layers: layers.map(
      ({ name, kind, channels, side, inputs, inputStride, stride, bias, packed, packedLength }, i) => ({
        ...{ name, kind, channels, side, inputs, inputStride, stride },
        grid: grids[i] ?? 0,
        packed: floatsAt(packed, packedLength),
        bias: floatsAt(bias, stride),
      }),
    ),
    draw(latent) {
      memory.set(latent, z / FLOAT);
      for (const call of calls) {
        call();
      }
      kernel.expose(picture, resolution, pixels);
      return bytes.slice();
    },
    image() {
      kernel.finish(picture, resolution, image);
      return memory.slice(imageAt, imageAt + COLOURS * resolution ** 2);
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Room for the widest layer that doubles the side. */
function reserveDoubling(room: ReturnType<typeof arena>, layers: readonly Layer[]): DoublingRooms {
  const doubling = layers.filter(({ kind }) => kind === 'double');
  const tiles = doubling.map(({ inputStride, side }) => (PRODUCTS * inputStride * side ** 2) / 16);
  const weights = doubling.map(({ inputStride }) => PRODUCTS * inputStride * BLOCK.double);
  return [
    room.reserve(Math.max(0, ...tiles)),
    room.reserve(Math.max(0, ...weights)),
    room.reserve(PRODUCTS * STRIP * BLOCK.double),
  ];
}

function reserveLayers(
  room: ReturnType<typeof arena>,
  steps: readonly Step[],
  weights: ReadonlyMap<string, LayerWeights>,
  latentSize: number,
): Layer[] {
  let inputs = latentSize;
  let inputStride = latentSize;
  return steps.map((step) => {
    const { name, kind, channels, side } = step;
    const edge = kind === 'project' ? side : DOUBLING_KERNEL;
    const wanted: KernelShape = [inputs, channels, edge, edge];
    const own = weights.get(name);
    if (own === undefined || String(own.shape) !== String(wanted)) {
      throw new UndrawableError(`the kernel of ${name} is [${own?.shape ?? ''}], and has to be [${wanted}]`);
    }
    const stride = roundUp(channels, BLOCK[kind]);
    const floats = kind === 'paint' ? inputStride * COLOURS : inputs * stride;
    const packedLength = edge * edge * floats;
    const packed = room.reserve(packedLength);
    const bias = room.reserve(stride);
    const layer = { ...step, weights: own, inputs, inputStride, stride, bias, packed, packedLength };
    if (kind !== 'paint') {
      [inputs, inputStride] = [channels, stride];
    }
    return layer;
  });
}
