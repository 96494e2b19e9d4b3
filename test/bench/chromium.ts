/** Chromium with the site, and the bench's own page on it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { contentType } from '../../worker/build/content-type.ts';
import { unpackChromium } from '../chromium.ts';

const BENCH = join(import.meta.dirname, '..', '..', 'dist', 'bench');

/** @param gpu whether there is WebGPU: on the machine's GPU, or in software where it has none */
export async function launch(gpu: boolean): Promise<Browser> {
  const { executable, env } = await unpackChromium();
  const args = gpu ? ['--enable-unsafe-webgpu', '--enable-features=Vulkan'] : [];
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    args: ['--no-sandbox', ...args],
  });
}

/** Has the site answer /bench/ with the bench's page, isolated as the page itself is, so that it gets threads. */
export async function withBenchPage(context: BrowserContext): Promise<BrowserContext> {
  await context.route('**/bench/**', async (route) => {
    const name = new URL(route.request().url()).pathname.replace('/bench/', '') || 'index.html';
    await route.fulfill({
      body: await readFile(join(BENCH, name)),
      headers: {
        'Content-Type': contentType(name),
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Resource-Policy': 'same-origin',
      },
    });
  });
  return context;
}
