/** A GPU of this device, for one model: asked for, watched, and given back. */

import type { GpuGenerator } from '../../../kernel/gpu/generator.ts';
import { requiredFeatures } from '../../../kernel/gpu/precision.ts';
import { EngineError, messageOf } from '../failure.ts';
import { watch } from './watch.ts';

/**
 * @param open makes on the device what draws
 * @throws EngineError of kind `backend` where there is no device, or it does not do it
 */
export async function openOnDevice(
  open: (device: GPUDevice) => Promise<GpuGenerator>,
): Promise<GpuGenerator> {
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new EngineError(
        { kind: 'backend', backend: 'webgpu', detail: messageOf(error) },
        { cause: error },
      );
    }
  }
  const device = await guarded(async () => {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) {
      throw new Error('there is no adapter');
    }
    return adapter.requestDevice({ requiredFeatures: requiredFeatures(adapter) });
  });
  const orLost = watch(device);
  const release = (): void => device.destroy();
  try {
    const { draw } = await guarded(() => orLost(faultless(device, () => open(device))));
    return { draw: (latents) => guarded(() => orLost(draw(latents))), release };
  } catch (error) {
    release();
    throw error;
  }
}

/** What the device finds wrong with its orders it tells afterwards, to those who ask. */
async function faultless<T>(device: GPUDevice, work: () => Promise<T>): Promise<T> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const working = work();
  // Both scopes are closed, whatever comes of it.
  await working.catch(() => {});
  const faults = [await device.popErrorScope(), await device.popErrorScope()];
  for (const fault of faults) {
    if (fault !== null) {
      throw new Error(fault.message);
    }
  }
  return working;
}
