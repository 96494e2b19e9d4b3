/** The exports of assembly/index.ts. Addresses are in bytes, in the memory of the instance. */

/** z as a 1 × 1 feature map, or a feature map f32 [side + 2, side + 2, stride] with a border of zeros. */
export type FeatureMapArgs = readonly [address: number, side: number, channels: number, stride: number];

/** A kernel, i8 or f32 [inputs, outputs, k, k]; bytes of one of its values; its scales, f32 [stride]; its inputs. */
export type UnpackedArgs = readonly [kernel: number, size: number, scales: number, inputs: number];

type WeightArgs = readonly [packed: number, bias: number];

/** Memory that an upsampling layer overwrites while it runs. Layers share it. */
export type UpsampleWorkspace = readonly [tiles: number, weights: number, sums: number];

export type WasmExports = {
  readonly memory: WebAssembly.Memory;
  readonly packProjection: (
    ...args: [...UnpackedArgs, outputs: number, taps: number, packed: number, stride: number]
  ) => void;
  readonly packUpsample: (
    ...args: [...UnpackedArgs, outputs: number, packed: number, stride: number, block: number]
  ) => void;
  readonly packToRgb: (...args: [...UnpackedArgs, packed: number, stride: number]) => void;
  readonly project: (
    ...args: [z: number, latentSize: number, ...WeightArgs, out: number, side: number, stride: number]
  ) => void;
  readonly upsample: (
    ...args: [
      ...FeatureMapArgs,
      ...WeightArgs,
      out: number,
      outStride: number,
      rows: number,
      ...UpsampleWorkspace,
    ]
  ) => void;
  readonly toRgb: (
    ...args: [
      input: number,
      side: number,
      stride: number,
      ...WeightArgs,
      smaller: number,
      out: number,
      pixels: number,
    ]
  ) => void;
  readonly toImage: (rgb: number, side: number, image: number) => void;
};
