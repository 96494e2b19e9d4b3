/**
 * Which GPU this machine has. It is asked in a process of its own: drivers print to stderr what nobody asked for, and a broken
 * one ends that process and not the training.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { promisify } from 'node:util';
import { acquireGpu } from './gpu.ts';

export type FoundGpu = { readonly description: string; readonly isSoftware: boolean };

/** Where Linux has the GPUs of its drivers, NVIDIA's, and those of Windows around it. */
const LINUX_DEVICES = ['/dev/dri', '/dev/nvidia0', '/dev/dxg'];
const TIME_LIMIT = 20_000;

/** The GPU that WebGPU would use; undefined where there is none. */
export async function findGpu(): Promise<FoundGpu | undefined> {
  if (platform() === 'linux' && !LINUX_DEVICES.some((path) => existsSync(path))) {
    return undefined;
  }
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename], {
      timeout: TIME_LIMIT,
    });
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const { description, isSoftware, release } = await acquireGpu();
  console.log(JSON.stringify({ description, isSoftware }));
  release();
}
