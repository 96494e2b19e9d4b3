/**
 * A tensor is a node of a graph that has not run yet: its shape is known, its values are not. Functions of tensors
 * (`elementwise.ts`, `reduction.ts`, `shape.ts`, `matmul.ts`, `convolution.ts`) build the graph; `gradient.ts` adds
 * derivatives to it; `compile.ts` writes it as ONNX.
 */
import type { Attribute } from './onnx/model.ts';

export type Shape = readonly number[];

/** Named f32 arrays: what is fed to a graph and what it returns. */
export type Values = Record<string, { readonly shape: Shape; readonly data: Float32Array }>;

/** What a tensor is computed from when the graph runs. */
export type Expression =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly data: Float32Array | BigInt64Array }
  | {
      readonly kind: 'node';
      /** An ONNX operator's name. */
      readonly operator: string;
      readonly inputs: readonly Tensor[];
      readonly attributes: Readonly<Record<string, Attribute>>;
    }
  | {
      readonly kind: 'composite';
      /** The tensor that it stands for, in the form for a device. */
      readonly expand: (device: Device) => Tensor;
    };

/**
 * Where a graph runs: in ONNX Runtime on the CPU, in kernels of our own on a GPU (`wgsl/`) or in WebAssembly (`wasm/`), or in ONNX
 * Runtime on a GPU.
 */
export type Device = 'cpu' | 'webgpu' | 'wasm' | 'onnx-webgpu';
/** The devices that ONNX Runtime runs on. */
export type OnnxDevice = Exclude<Device, 'webgpu' | 'wasm'>;

/**
 * Vector-Jacobian product: from the gradient of a scalar with respect to this tensor, the gradients with respect to its
 * parents (undefined where there is none). It is built of tensor functions, so it can be differentiated.
 */
export type Backward = (gradient: Tensor) => readonly (Tensor | undefined)[];

export type Tensor = {
  readonly shape: Shape;
  readonly type: 'float32' | 'int64';
  readonly expression: Expression;
  /** The tensors that gradients flow to; not always a node's inputs (see `composite`). */
  readonly parents: readonly Tensor[];
  readonly backward: Backward;
};

const none: Backward = () => [];

/** The number of elements of a shape; 1 for a scalar's `[]`. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Whether two shapes have the same sizes in the same order. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

/** A shape for error messages: `[64, 3, 4, 4]`. */
export function printShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** A tensor whose values are fed by name at each run. */
export function input(name: string, shape: Shape): Tensor {
  return {
    shape,
    type: 'float32',
    expression: { kind: 'input', name },
    parents: [],
    backward: none,
  };
}

/** A tensor of known values; a scalar where no shape is given. */
export function constant(values: number | readonly number[] | Float32Array, shape: Shape = []): Tensor {
  const data = typeof values === 'number' ? Float32Array.of(values) : Float32Array.from(values);
  if (data.length !== sizeOf(shape)) {
    throw new RangeError(`constant: ${data.length} values do not fill the shape ${printShape(shape)}`);
  }
  return { shape, type: 'float32', expression: { kind: 'constant', data }, parents: [], backward: none };
}

/** A constant int64 tensor, as ONNX operators take axes, shapes and offsets. */
export function integers(values: readonly number[]): Tensor {
  return {
    shape: [values.length],
    type: 'int64',
    expression: { kind: 'constant', data: BigInt64Array.from(values, BigInt) },
    parents: [],
    backward: none,
  };
}

/** Applies an ONNX operator. `backward` returns the gradients of the inputs, in order. */
export function apply(
  operator: string,
  inputs: readonly Tensor[],
  shape: Shape,
  backward: Backward = none,
  {
    attributes = {},
    type = 'float32',
  }: { attributes?: Readonly<Record<string, Attribute>>; type?: Tensor['type'] } = {},
): Tensor {
  return {
    shape,
    type,
    expression: { kind: 'node', operator, inputs, attributes },
    parents: backward === none ? [] : inputs,
    backward,
  };
}

/** A function of several operators that has its own derivative, or another form on each device. */
export function composite(
  parents: readonly Tensor[],
  shape: Shape,
  backward: Backward,
  expand: (device: Device) => Tensor,
): Tensor {
  return { shape, type: 'float32', expression: { kind: 'composite', expand }, parents, backward };
}

/** The same values as a constant: no gradient flows through. */
export function detach(x: Tensor): Tensor {
  return { ...x, parents: [], backward: none };
}
