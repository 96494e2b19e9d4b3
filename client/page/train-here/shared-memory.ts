/**
 * Whether memory can be shared with workers: where the page is isolated, but not in WebKitGTK, which is isolated and has no `SharedArrayBuffer`. It makes
 * a shared WebAssembly memory, too, and sends it to no worker.
 */
export function canShareMemory(): boolean {
  return crossOriginIsolated && 'SharedArrayBuffer' in globalThis;
}
