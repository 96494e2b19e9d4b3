/** The worker that trains: how it is started, and on which backend. */
import type { Backend } from '@dareka/engine';

export function startWorker(): Worker {
  return new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' });
}

/** WebGPU on a hardware GPU; a software GPU is slower than WASM. */
export async function recommendedBackend(): Promise<Backend> {
  try {
    // Absent in browsers without WebGPU and outside secure contexts, whatever the DOM's types say.
    const gpu: GPU | undefined = navigator.gpu;
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
    return adapter && !adapter.info.isFallbackAdapter ? 'webgpu' : 'wasm';
  } catch {
    return 'wasm';
  }
}
