/** What assembly/index.ts exports. Addresses are in bytes, in the memory of the instance. */

/** z as a grid of 1 × 1, or a grid f32 [side + 2, side + 2, stride] inside a border of zeros. */
export type Grid = readonly [address: number, side: number, channels: number, stride: number];

/** i8 or f32 [inputs, outputs, k, k] by the size of a value in bytes, and f32 [stride] that it is to be multiplied by. */
export type Unpacked = readonly [kernel: number, size: number, scales: number, inputs: number];

type Weights = readonly [packed: number, bias: number];

/** Where a layer that doubles the side has what it needs in between, and nobody afterwards. */
export type DoublingRooms = readonly [tiles: number, weights: number, sums: number];

export type KernelExports = {
  readonly memory: WebAssembly.Memory;
  readonly packProjection: (
    ...args: [...Unpacked, outputs: number, taps: number, packed: number, stride: number]
  ) => void;
  readonly packDoubling: (
    ...args: [...Unpacked, outputs: number, packed: number, stride: number, block: number]
  ) => void;
  readonly packPicture: (...args: [...Unpacked, packed: number, stride: number]) => void;
  readonly project: (
    ...args: [z: number, latentSize: number, ...Weights, out: number, side: number, stride: number]
  ) => void;
  readonly double: (...args: [...Grid, ...Weights, out: number, outStride: number, ...DoublingRooms]) => void;
  readonly paint: (
    ...args: [input: number, side: number, stride: number, ...Weights, smaller: number, out: number]
  ) => void;
  readonly finish: (picture: number, side: number, image: number) => void;
  readonly expose: (picture: number, side: number, pixels: number) => void;
};
