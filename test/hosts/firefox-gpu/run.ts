/**
 * Training steps in Firefox's WebGPU, which compiles WGSL by a compiler of its own (naga), on Mesa's lavapipe, a GPU in
 * software: `apt-get install firefox-esr mesa-vulkan-drivers`. Each recipe has the losses that WebAssembly has.
 */
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { startFirefox } from '../drivers/bidi.ts';

const DRIVERS = '/usr/share/vulkan/icd.d';
/** Sums are added in another order, and a difference of rounding grows over the steps. */
const TOLERANCE = 1e-4;

const build = await rolldown({ input: join(import.meta.dirname, 'compare.ts') });
const { output } = await build.generate({ format: 'iife' });
await build.close();
const server = createServer(({ url }, response) => {
  const isScript = url === '/compare.js';
  response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
  response.end(isScript ? output[0].code : '<!doctype html><script src="/compare.js"></script>');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

const driver = (await readdir(DRIVERS)).find((name) => name.startsWith('lvp_'));
if (driver === undefined) {
  throw new Error(`${DRIVERS} has no lavapipe: apt-get install mesa-vulkan-drivers`);
}
const browser = await startFirefox(process.env.FIREFOX ?? 'firefox-esr', {
  preferences: { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true },
  environment: { VK_DRIVER_FILES: join(DRIVERS, driver) },
});
try {
  await browser.open(`http://localhost:${(server.address() as AddressInfo).port}/`);
  for (const name of (await browser.evaluate('recipes')) as string[]) {
    for (const isSoftware of [true, false]) {
      const difference = Number(await browser.evaluate(`compare(${JSON.stringify(name)}, ${isSoftware})`));
      const kernels = isSoftware ? 'a GPU in software' : 'a real GPU';
      console.log(`${browser.name}: ${name}, kernels for ${kernels}: ${difference.toExponential(1)}`);
      if (!(difference < TOLERANCE)) {
        throw new Error(`${name}: losses differ by ${difference}`);
      }
    }
  }
} finally {
  await browser.close();
  server.close();
}
