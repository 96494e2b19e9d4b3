/** What draws: the GPU, or WebAssembly on the processor. */
export type Backend = 'webgpu' | 'wasm';

export const BACKENDS: readonly Backend[] = ['webgpu', 'wasm'];

/**
 * Why a backend is the one in use. `device` is what the GPU calls itself, '' where the browser does not tell; `detail` is
 * for developers, in English.
 */
export type Why =
  /** Whoever opened the engine insists on it. */
  | { readonly kind: 'asked' }
  /** Until it is known whether another one is faster. */
  | { readonly kind: 'beginning' }
  /** This browser has no WebGPU. */
  | { readonly kind: 'absent' }
  /** This browser has WebGPU and no adapter for it. */
  | { readonly kind: 'noAdapter' }
  /** There is an adapter, and nothing to compare it with. */
  | { readonly kind: 'adapter'; readonly device: string }
  /** Both were timed, in faces a second. */
  | { readonly kind: 'faster'; readonly device: string; readonly wasm: number; readonly webgpu: number }
  /** WebGPU failed. */
  | { readonly kind: 'failed'; readonly detail: string }
  /** The drawing broke off, and goes on one face at a time. */
  | { readonly kind: 'careful'; readonly detail: string };

export type BackendChoice = { readonly backend: Backend; readonly why: Why };

/** The backend of that name, or null: for values from outside, such as a query parameter. */
export function backendNamed(name: string | null): Backend | null {
  return BACKENDS.find((backend) => backend === name) ?? null;
}
