/** What draws: the GPU, or WebAssembly on the processor. */
export type Backend = 'webgpu' | 'wasm';

export const BACKENDS: readonly Backend[] = ['webgpu', 'wasm'];

/** Whose code draws on the backend: this project's kernel, or ONNX Runtime Web. */
export type RuntimeName = 'kernel' | 'onnx';

export const RUNTIMES: readonly RuntimeName[] = ['kernel', 'onnx'];

/**
 * Why a backend is in use. `device` is what the GPU calls itself, '' where the browser does not say; `detail` is for
 * developers, in English.
 */
export type BackendReason =
  /** The caller insists on it: `backend` of `openEngine`. */
  | { readonly kind: 'requested' }
  /** Draws first, until both backends have been timed. */
  | { readonly kind: 'initial' }
  /** This browser has no WebGPU. */
  | { readonly kind: 'noWebGpu' }
  /** This browser has WebGPU, but no adapter. */
  | { readonly kind: 'noAdapter' }
  /** There is an adapter, and nothing to compare it with. */
  | { readonly kind: 'adapter'; readonly device: string }
  /** Both were timed, in faces per second. */
  | { readonly kind: 'faster'; readonly device: string; readonly wasm: number; readonly webgpu: number }
  /** WebGPU failed. */
  | { readonly kind: 'failed'; readonly detail: string }
  /** Drawing failed, and goes on one face at a time. */
  | { readonly kind: 'singleFace'; readonly detail: string };

export type BackendChoice = { readonly backend: Backend; readonly reason: BackendReason };

/** What draws. The runtime is `onnx` where the caller insists on it, or where the kernel cannot draw the model. */
export type DrawnBy = BackendChoice & { readonly runtime: RuntimeName };

/** The backend of that name, or null: for values from outside, such as a query parameter. */
export function backendNamed(name: string | null): Backend | null {
  return BACKENDS.find((backend) => backend === name) ?? null;
}

/** The runtime of that name, or null: for values from outside, such as a query parameter. */
export function runtimeNamed(name: string | null): RuntimeName | null {
  return RUNTIMES.find((runtime) => runtime === name) ?? null;
}
