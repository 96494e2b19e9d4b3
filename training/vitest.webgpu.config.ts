import { dirname, join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { unpackChromium } from '../test/browser/chromium.ts';

// The graphs once more on the `webgpu` provider. Chromium's package brings a Vulkan loader and SwiftShader, a GPU in
// software, which is all the provider needs.
export default defineConfig(async () => {
  const home = dirname((await unpackChromium()).executable);
  return {
    test: {
      name: 'webgpu',
      sequence: { groupOrder: 3 },
      root: import.meta.dirname,
      include: [
        'onnxruntime/derivatives.test.ts',
        'onnxruntime/state.test.ts',
        'parity.test.ts',
        'publish/backends.test.ts',
      ],
      pool: 'forks',
      testTimeout: 120_000,
      env: {
        DAREKA_DEVICE: 'webgpu',
        LD_LIBRARY_PATH: home,
        VK_DRIVER_FILES: join(home, 'vk_swiftshader_icd.json'),
      },
    },
  };
});
