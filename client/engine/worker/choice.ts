/** Which backend to begin with. */
import type { BackendChoice } from '../backend.ts';
import type { Settings } from '../messages.ts';
import { probeWebGpu } from './webgpu.ts';

/** The one that was asked for or that is left; else WebGPU where there is an adapter, and WASM elsewhere. */
export async function chooseBackend({
  backend,
  recovery,
}: Pick<Settings, 'backend' | 'recovery'>): Promise<BackendChoice> {
  if (recovery !== null) return recovery.choice;
  if (backend !== null) return { backend, reason: 'as asked for' };
  const webgpu = await probeWebGpu();
  return webgpu.available
    ? { backend: 'webgpu', reason: webgpu.description }
    : { backend: 'wasm', reason: webgpu.reason };
}
