/** Loads a published generator into the memory of a kernel instance and draws with it, on WebAssembly SIMD. */
import type { LayerOutput } from './layer-output.ts';
import { type PlannedLayer, UndrawableError } from './plan.ts';
import type { FeatureMapArgs, UpsampleWorkspace, WasmExports } from './wasm-exports.ts';
import type { KernelShape, LayerWeights } from './weights.ts';

export type DrawOptions = {
  /** Of the picture, in pixels: that of any RGB image of the plan. Later layers are not computed. The last image's without it. */
  readonly side?: number | undefined;
};

/**
 * z f32 [latentSize] → RGBA u8 [side, side, 4], a new array for each call.
 *
 * @throws RangeError where the plan has no RGB image of that side
 */
export type DrawFace = (z: Float32Array, options?: DrawOptions) => Uint8ClampedArray<ArrayBuffer>;

/** A generator as the kernel takes it. Everything in it can be sent to another thread. */
export type KernelModel = {
  /** Compiled from assembly/index.ts. */
  readonly module: WebAssembly.Module;
  /** From `planOf`. A plan may end earlier, with any RGB image; later layers are then neither packed nor computed. */
  readonly plan: readonly PlannedLayer[];
  /** By the layers' names, from `readWeights`. */
  readonly weights: ReadonlyMap<string, LayerWeights>;
  readonly latentSize: number;
};

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** Of WebAssembly memory, in bytes. */
const PAGE = 65_536;
/** Of v128 vectors, in bytes. Nothing is stored at address 0, which means "none". */
const ALIGNMENT = 16;
/** Strides are rounded up to the number of channels that the layer computes at a time. */
const BLOCK = { project: 8, upsample: 8, toRgb: 4 } as const satisfies Record<PlannedLayer['kind'], number>;
/** Of every layer but the first: 4 × 4 taps. */
const KERNEL_EDGE = 4;
/** Of winograd.ts and upsample.ts in assembly/: products for a tile of one parity, and tiles at a time. */
const PRODUCTS = 9;
const STRIP = 16;
/** About how many tiles are transformed at a time: with 64 channels they are 300 kB, which a core's own cache holds. */
const BAND = 128;
const COLOURS = 3;
const RGBA = 4;

/** A layer with its weights and their addresses in memory. */
type Layer = PlannedLayer & {
  readonly weights: LayerWeights;
  /** Channels of the input. */
  readonly inputs: number;
  /** Of the input's feature map. */
  readonly inputStride: number;
  /** Of the output's feature map. */
  readonly stride: number;
  readonly bias: number;
  readonly packed: number;
  /** How many floats the packed weights are. */
  readonly packedLength: number;
};

/** A layer's weights in memory, laid out as assembly/layout.ts says. */
export type PackedLayer = PlannedLayer &
  Pick<Layer, 'inputs' | 'inputStride' | 'stride'> & {
    readonly packed: Float32Array<ArrayBuffer>;
    /** f32 [stride] */
    readonly bias: Float32Array<ArrayBuffer>;
  };

/** A generator in memory, with access to its layers. */
export type LoadedGenerator = {
  readonly draw: DrawFace;
  /** The last face drawn, before it became pixels: f32 [3, side, side] in [−1, 1]. */
  readonly image: () => Float32Array;
  /** Draws a face and copies the output of every layer, in the order of the ONNX file's tensors. */
  readonly layerOutputs: (z: Float32Array) => readonly LayerOutput[];
  /** In the order of execution. */
  readonly layers: readonly PackedLayer[];
};

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

/** Allocates memory from an address on; frees nothing. */
function createArena(start: number) {
  let end = start;
  return {
    end: () => end,
    /** @returns the address of that many floats */
    allocate(floats: number): number {
      const address = end;
      end += roundUp(floats * FLOAT, ALIGNMENT);
      return address;
    },
  };
}
type Arena = ReturnType<typeof createArena>;

/**
 * Loads a generator into a new instance of the kernel.
 *
 * @throws UndrawableError where the weights do not have the shapes of the plan
 *
 * @example
 * const plan = planOf(manifest);
 * const weights = readWeights(file, plan.map(({ name }) => name));
 * const draw = openGenerator({ module, plan, weights, latentSize: manifest.latentSize });
 * const pixels = draw(latentFromSeed(42, manifest.latentSize)); // RGBA u8 [resolution, resolution, 4]
 * const smaller = draw(latentFromSeed(42, manifest.latentSize), { side: 128 }); // of a skip generator
 */
export function openGenerator(model: KernelModel): DrawFace {
  return loadGenerator(model).draw;
}

/** As `openGenerator`, with access to the layers. */
export function loadGenerator({ module, plan, weights, latentSize }: KernelModel): LoadedGenerator {
  // The types of the exports follow from the kernel's source; nothing checks them at run time.
  const kernel = new WebAssembly.Instance(module).exports as unknown as WasmExports;
  const lasting = createArena(ALIGNMENT);
  const z = lasting.allocate(latentSize);
  const layers = allocateLayers(lasting, plan, weights, latentSize);

  // The same memory holds one unpacked kernel after the other while weights are packed, and feature maps afterwards.
  const shared = lasting.end();
  const unpacked = createArena(shared);
  const values = unpacked.allocate(
    Math.max(...layers.map(({ weights }) => weights.values.byteLength)) / FLOAT,
  );
  const widest = Math.max(...layers.map(({ stride }) => stride));
  const scales = unpacked.allocate(widest);

  const arena = createArena(shared);
  const workspace = allocateWorkspace(arena, layers);
  const resolution = layers.at(-1)?.side ?? 0;
  const image = arena.allocate(COLOURS * resolution ** 2);
  const pixels = arena.allocate(resolution ** 2);
  const outputs: number[] = [];
  /** Compute the layers; an RGB image is written as pixels, too, unless that address is 0. */
  const calls: ((pixels: number) => void)[] = [];
  /** Indices of the layers that give RGB images, by side. */
  const images = new Map<number, number>();
  let input: FeatureMapArgs = [z, 1, latentSize, latentSize];
  let rgb = 0;
  for (const { kind, channels, side, inputStride, stride, bias, packed } of layers) {
    const [from, smaller] = [input, rgb];
    const out = arena.allocate((side + 2) ** 2 * stride);
    outputs.push(out / FLOAT);
    if (kind === 'project') {
      calls.push(() => kernel.project(z, latentSize, packed, bias, out, side, stride));
    } else if (kind === 'upsample') {
      calls.push(() => kernel.upsample(...from, packed, bias, out, stride, bandRows(side / 2), ...workspace));
    } else {
      calls.push((to) => kernel.toRgb(from[0], from[1], inputStride, packed, bias, smaller, out, to));
    }
    if (kind === 'toRgb') {
      images.set(side, calls.length - 1);
      rgb = out;
    } else {
      input = [out, side, channels, stride];
    }
  }

  kernel.memory.grow(Math.ceil(Math.max(unpacked.end(), arena.end()) / PAGE));
  const memory = new Float32Array(kernel.memory.buffer);
  for (const { kind, channels, side, inputStride, stride, bias, packed, weights: own } of layers) {
    memory.set(own.bias, bias / FLOAT);
    new Uint8Array(memory.buffer, values).set(bytesOf(own.values));
    memory.fill(0, scales / FLOAT, scales / FLOAT + widest);
    memory.set(own.scales, scales / FLOAT);
    const from = [values, own.values.BYTES_PER_ELEMENT, scales, own.shape[0]] as const;
    if (kind === 'project') {
      kernel.packProjection(...from, channels, side ** 2, packed, stride);
    } else if (kind === 'upsample') {
      kernel.packUpsample(...from, channels, packed, stride, BLOCK[kind]);
    } else {
      kernel.packToRgb(...from, packed, inputStride);
    }
  }
  // Memory beyond the unpacked kernel has never been written: it is zero, and its pages are not resident yet.
  memory.fill(0, shared / FLOAT, unpacked.end() / FLOAT);

  const imageAt = image / FLOAT;
  const floatsAt = (address: number, length: number) =>
    memory.subarray(address / FLOAT, address / FLOAT + length);
  /** The side of the last face drawn, and the address of its RGB image. */
  let drawn: { side: number; rgb: number } | undefined;
  function drawFace(latent: Float32Array, { side = resolution }: DrawOptions = {}) {
    const last = images.get(side);
    if (last === undefined) {
      throw new RangeError(
        `the generator has no image of side ${side}, but of ${[...images.keys()].join(', ')}`,
      );
    }
    memory.set(latent, z / FLOAT);
    for (const [i, call] of calls.slice(0, last + 1).entries()) {
      call(i === last ? pixels : 0);
    }
    drawn = { side, rgb: (outputs[last] ?? 0) * FLOAT };
    return new Uint8ClampedArray(memory.buffer, pixels, RGBA * side ** 2).slice();
  }
  function lastImage(): Float32Array {
    if (drawn === undefined) {
      throw new Error('no face has been drawn yet');
    }
    kernel.toImage(drawn.rgb, drawn.side, image);
    return memory.slice(imageAt, imageAt + COLOURS * drawn.side ** 2);
  }
  return {
    draw: drawFace,
    image: lastImage,
    layerOutputs(latent) {
      drawFace(latent);
      return layers.map((layer, i) => {
        const { name, channels, side } = layer;
        const values = i === layers.length - 1 ? lastImage() : channelsFirst(memory, outputs[i] ?? 0, layer);
        return { name, shape: [channels, side, side], values };
      });
    },
    layers: layers.map(
      ({ name, kind, channels, side, inputs, inputStride, stride, bias, packed, packedLength }) => ({
        ...{ name, kind, channels, side, inputs, inputStride, stride },
        packed: floatsAt(packed, packedLength),
        bias: floatsAt(bias, stride),
      }),
    ),
  };
}

/** @returns f32 [channels, side, side] of a feature map at an index of the memory, without its border */
function channelsFirst(
  memory: Float32Array,
  start: number,
  { channels, side, stride }: Pick<Layer, 'channels' | 'side' | 'stride'>,
): Float32Array {
  const values = new Float32Array(channels * side * side);
  for (let channel = 0, to = 0; channel < channels; channel++) {
    for (let row = 1; row <= side; row++) {
      let from = start + (row * (side + 2) + 1) * stride + channel;
      for (let column = 0; column < side; column++, from += stride) {
        values[to++] = memory[from] ?? 0;
      }
    }
  }
  return values;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** How many rows of tiles of an input of that side are transformed at a time. An even number, as upsample.ts wants it. */
function bandRows(side: number): number {
  const across = side / 2;
  return Math.min(across, roundUp(Math.ceil(BAND / across), 2));
}

/** A workspace that fits the widest upsampling layer. */
function allocateWorkspace(arena: Arena, layers: readonly Layer[]): UpsampleWorkspace {
  const upsampling = layers.filter(({ kind }) => kind === 'upsample');
  const tiles = upsampling.map(
    ({ inputStride, side }) => PRODUCTS * inputStride * bandRows(side / 2) * (side / 4),
  );
  const weights = upsampling.map(({ inputStride }) => PRODUCTS * inputStride * BLOCK.upsample);
  return [
    arena.allocate(Math.max(0, ...tiles)),
    arena.allocate(Math.max(0, ...weights)),
    arena.allocate(PRODUCTS * STRIP * BLOCK.upsample),
  ];
}

function allocateLayers(
  arena: Arena,
  plan: readonly PlannedLayer[],
  weights: ReadonlyMap<string, LayerWeights>,
  latentSize: number,
): Layer[] {
  let inputs = latentSize;
  let inputStride = latentSize;
  return plan.map((planned) => {
    const { name, kind, channels, side } = planned;
    const edge = kind === 'project' ? side : KERNEL_EDGE;
    const expected: KernelShape = [inputs, channels, edge, edge];
    const own = weights.get(name);
    if (own === undefined || String(own.shape) !== String(expected)) {
      throw new UndrawableError(`the kernel of ${name} is [${own?.shape ?? ''}], expected [${expected}]`);
    }
    const stride = roundUp(channels, BLOCK[kind]);
    const floats = kind === 'toRgb' ? inputStride * COLOURS : inputs * stride;
    const packedLength = edge * edge * floats;
    const packed = arena.allocate(packedLength);
    const bias = arena.allocate(stride);
    const layer = { ...planned, weights: own, inputs, inputStride, stride, bias, packed, packedLength };
    if (kind !== 'toRgb') {
      [inputs, inputStride] = [channels, stride];
    }
    return layer;
  });
}
