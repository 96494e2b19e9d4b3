/** The device of a training where nobody names one. */
import type { Device } from '../../graph/tensor.ts';
import { findGpu } from '../webgpu/probe.ts';

export type Choice = {
  readonly device: Device;
  /** One sentence for the user, where the choice needs one. */
  readonly reason?: string;
};

/**
 * A run continues where it was trained last, since another device rounds differently. A new run is trained on a GPU where the
 * machine has one; a GPU in software is slower than the CPU that it runs on.
 * @param asked the device of `--device`, or `auto`
 * @param before the device of the run's last session, if it had one
 * @param find finds the machine's GPU
 */
export async function chooseDevice(
  asked: Device | 'auto',
  before: string | undefined,
  find: typeof findGpu = findGpu,
): Promise<Choice> {
  if (asked !== 'auto') {
    return { device: asked };
  }
  if (before === 'cpu' || before === 'onnx-webgpu') {
    return { device: before };
  }
  const gpu = await find();
  if (gpu && !gpu.isSoftware) {
    return {
      device: 'webgpu',
      reason: `training on the GPU: ${gpu.description} (--device cpu for the processor)`,
    };
  }
  return before === 'webgpu'
    ? {
        device: 'cpu',
        reason: 'this run was trained on a GPU, and this machine has none: it continues on the CPU',
      }
    : { device: 'cpu' };
}
