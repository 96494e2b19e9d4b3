/** A GPU's device: its buffers, and what it says where it refuses something or is gone. */

/** GPUBufferUsage, GPUMapMode and GPUShaderStage (WebGPU, sections 5.1.2, 5.2 and 8.1), which Node lacks. */
export const USAGE = {
  mapRead: 0x01,
  copySource: 0x04,
  copyTarget: 0x08,
  uniform: 0x40,
  storage: 0x80,
} as const;
const READ = 0x01;
export const COMPUTE = 0x04;
export const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** Milliseconds within which the loss of a device is reported. */
const LOSS_IS_REPORTED_WITHIN = 1000;

/** The GPU is gone: its driver failed, or the machine slept. What it held is lost. */
export class GpuLostError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`the GPU was lost (${reason})`, options);
  }
}

export type GuardedDevice = ReturnType<typeof guardDevice>;

/** @param device made with `requiredLimits`, which is not destroyed here */
export function guardDevice(device: GPUDevice) {
  const held = new Set<GPUBuffer>();
  let lost: string | undefined;
  void device.lost.then(({ message, reason }) => {
    lost = message || reason;
  });

  function buffer(bytes: number, usage: number): GPUBuffer {
    // A binding must not be empty.
    const made = device.createBuffer({ size: Math.max(bytes, 16), usage });
    held.add(made);
    return made;
  }
  function free(one: GPUBuffer): void {
    held.delete(one);
    one.destroy();
  }

  /** @throws Error that says what was wrong, where the device refuses what `make` does */
  async function checked<T>(what: string, make: () => T | Promise<T>): Promise<T> {
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    const made = Promise.resolve(make()).catch((cause: unknown) => ({ cause }));
    // A device that was lost may have no scopes any more; what `make` does fails, too, and says why.
    const scopes = [device.popErrorScope(), device.popErrorScope()].map((scope) => scope.catch(() => null));
    const [room, valid] = await Promise.all(scopes);
    const result = await made;
    const error = room ?? valid;
    if (error) {
      throw new Error(`the GPU refuses ${what}: ${error.message}`);
    }
    if (typeof result === 'object' && result !== null && 'cause' in result) {
      throw await failure(result.cause);
    }
    return result;
  }

  /** The error for what fails, perhaps since the GPU is gone. */
  async function failure(cause: unknown): Promise<Error> {
    // The loss of a device is reported after what it breaks.
    await Promise.race([device.lost, new Promise((resolve) => setTimeout(resolve, LOSS_IS_REPORTED_WITHIN))]);
    return lost === undefined
      ? new Error(`the GPU failed: ${String(cause)}`, { cause })
      : new GpuLostError(lost, { cause });
  }

  async function download(from: GPUBuffer, bytes: number, staging: GPUBuffer, encoder: GPUCommandEncoder) {
    encoder.copyBufferToBuffer(from, 0, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(READ, 0, bytes);
    const copy = new Float32Array(staging.getMappedRange(0, bytes).slice(0));
    staging.unmap();
    return copy;
  }

  return {
    device,
    buffer,
    free,
    checked,
    download,
    /** Why the GPU is gone; undefined while it is there. */
    get lost() {
      return lost;
    },
    /** The bytes of all buffers. */
    get bytes() {
      return [...held].reduce((sum, { size }) => sum + size, 0);
    },
    release() {
      for (const one of [...held]) {
        free(one);
      }
    },
  };
}
