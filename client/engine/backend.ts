/** Which of ONNX Runtime's execution providers draws. */
export type Backend = 'webgpu' | 'wasm';

export const BACKENDS: readonly Backend[] = ['webgpu', 'wasm'];

/** The backend in use, and why it is that one: a clause to show people, such as `this browser has no WebGPU`. */
export type BackendChoice = { readonly backend: Backend; readonly reason: string };

/** The backend of that name, or null: for values from outside, such as a query parameter. */
export function backendNamed(name: string | null): Backend | null {
  return BACKENDS.find((backend) => backend === name) ?? null;
}
