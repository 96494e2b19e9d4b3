/** The GPU of this process: opened when it is first needed, and closed when nobody uses it any more. */
import { type GpuSession, openSession, requiredLimits } from '../../graph/wgsl/session.ts';

export type Gpu = {
  readonly session: GpuSession;
  /** What the driver calls it. */
  readonly description: string;
  /** Whether the processor plays the GPU. */
  readonly isSoftware: boolean;
  /** For tests, which lose it on purpose. */
  readonly device: GPUDevice;
  release(): void;
};

let shared: { readonly gpu: Promise<Gpu>; users: number } | undefined;

/**
 * The GPU that this process shares. It is opened anew where it was lost.
 * @throws Error where this machine has no GPU that WebGPU can use
 */
export async function acquireGpu(): Promise<Gpu> {
  if (shared && (await shared.gpu.then(({ session }) => session.isLost))) {
    shared = undefined;
  }
  shared ??= { gpu: openGpu(), users: 0 };
  const mine = shared;
  mine.users++;
  function leave(): void {
    mine.users--;
    if (mine.users === 0) {
      shared = shared === mine ? undefined : shared;
      void mine.gpu.then(({ release }) => release()).catch(() => {});
    }
  }
  try {
    const gpu = await mine.gpu;
    let isReleased = false;
    return {
      ...gpu,
      release() {
        if (!isReleased) {
          isReleased = true;
          leave();
        }
      },
    };
  } catch (cause) {
    leave();
    throw cause;
  }
}

/**
 * A GPU of one's own.
 * @param options `isSoftware`: whether to take it for a GPU in software, whatever it says of itself
 */
export async function openGpu(options: { isSoftware?: boolean } = {}): Promise<Gpu> {
  // Loaded where it is needed: 20 MB of native code, which other machines do without.
  const { create } = await import('webgpu');
  // Dawn ends with the last reference to what `create` returns; `release` holds one.
  let gpu: GPU | undefined = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new Error(
      'this machine has no GPU that WebGPU can use (a Vulkan driver, Metal or Direct3D 12); train with --device cpu',
    );
  }
  const { info } = adapter;
  const isSoftware = options.isSoftware ?? info.isFallbackAdapter;
  const device = await adapter.requestDevice({ requiredLimits: requiredLimits(adapter) });
  const session = openSession(device, { isSoftware });
  return {
    session,
    device,
    isSoftware,
    description: info.description || info.device || info.vendor,
    release() {
      session.release();
      device.destroy();
      gpu = undefined;
    },
  };
}
