/**
 * Whether memory can be shared with workers. It takes an isolated page, and a browser that has `SharedArrayBuffer`: in an isolated page WebKitGTK
 * makes a shared WebAssembly memory, but cannot send it to a worker.
 */
export function canShareMemory(): boolean {
  return crossOriginIsolated && 'SharedArrayBuffer' in globalThis;
}
