/** Which backend to begin with. */
import type { Backend, BackendChoice } from '../backend.ts';
import { probeWebGpu } from './webgpu.ts';

/**
 * @param forced the one that was asked for, or null for WebGPU where there is an adapter and WASM elsewhere
 */
export async function chooseBackend(forced: Backend | null): Promise<BackendChoice> {
  if (forced !== null) return { backend: forced, reason: 'as asked for' };
  const webgpu = await probeWebGpu();
  return webgpu.available
    ? { backend: 'webgpu', reason: webgpu.description }
    : { backend: 'wasm', reason: webgpu.reason };
}
