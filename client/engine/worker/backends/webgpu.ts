/** WebGPU on this device: whether there is an adapter, and a device of it for one model. */

import type { GpuGenerator } from '../../../../kernel/gpu/generator.ts';
import { requiredFeatures } from '../../../../kernel/gpu/precision.ts';
import { memoize } from '../../../memoize.ts';
import type { BackendReason } from '../../backend.ts';
import { runOnBackend } from './backend-failure.ts';
import { guardAgainstLoss } from './device-loss.ts';

/** `device` is what the adapter calls itself, '' where the browser does not say. */
export type WebGpu = { available: true; device: string } | { available: false; reason: BackendReason };

/** Asks for an adapter, once: `navigator.gpu` alone promises nothing. Never rejects. */
export const probeWebGpu: () => Promise<WebGpu> = memoize(async () => {
  // Absent in browsers without WebGPU and outside secure contexts, whatever the DOM's types say.
  const gpu: GPU | undefined = navigator.gpu;
  if (gpu === undefined) {
    return { available: false, reason: { kind: 'noWebGpu' } };
  }
  try {
    const adapter = await requestAdapter();
    if (adapter === null) {
      return { available: false, reason: { kind: 'noAdapter' } };
    }
    const { vendor, architecture, description } = adapter.info;
    return { available: true, device: description || [vendor, architecture].filter(Boolean).join(' ') };
  } catch (error) {
    return { available: false, reason: { kind: 'failed', detail: String(error) } };
  }
});

/**
 * Opens a generator on a device of its own, which `release` destroys.
 *
 * @param open sets up the generator on the device
 * @throws EngineError of kind `backend` where there is no device, or it fails
 */
export async function openOnGpu(open: (device: GPUDevice) => Promise<GpuGenerator>): Promise<GpuGenerator> {
  const guarded = <T>(work: () => Promise<T>): Promise<T> => runOnBackend('webgpu', work);
  const device = await guarded(async () => {
    const adapter = await requestAdapter();
    if (!adapter) {
      throw new Error('there is no adapter');
    }
    return adapter.requestDevice({ requiredFeatures: requiredFeatures(adapter) });
  });
  const orLost = guardAgainstLoss(device);
  const release = (): void => device.destroy();
  try {
    const { draw } = await guarded(() => orLost(withErrorScopes(device, () => open(device))));
    return { draw: (latents, options) => guarded(() => orLost(draw(latents, options))), release };
  } catch (error) {
    release();
    throw error;
  }
}

async function requestAdapter(): Promise<GPUAdapter | null> {
  return (await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
}

/** WebGPU reports out-of-memory and validation errors through error scopes, not by rejections. */
async function withErrorScopes<T>(device: GPUDevice, work: () => Promise<T>): Promise<T> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const working = work();
  // Both scopes are popped, whether the work succeeds or not.
  await working.catch(() => {});
  const errors = [await device.popErrorScope(), await device.popErrorScope()];
  for (const error of errors) {
    if (error !== null) {
      throw new Error(error.message);
    }
  }
  return working;
}
