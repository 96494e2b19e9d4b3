/** A GPU in software for tests: Chromium's package brings SwiftShader and a Vulkan loader, which is all that Dawn needs. */
import { dirname, join } from 'node:path';
import { unpackChromium } from './chromium.ts';

/** The environment in which a process finds it. */
export async function softwareGpu(): Promise<Record<string, string>> {
  const home = dirname((await unpackChromium()).executable);
  return { LD_LIBRARY_PATH: home, VK_DRIVER_FILES: join(home, 'vk_swiftshader_icd.json') };
}
