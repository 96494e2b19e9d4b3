/** Chromium, and the bench's own page. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { contentType } from '../../worker/tools/build/content-type.ts';
import { unpackChromium } from '../browser/chromium.ts';

const BENCH = join(import.meta.dirname, '..', '..', 'dist', 'bench');

/** @param gpu whether to offer WebGPU: on the machine's GPU, or in software where it has none */
export async function launch(gpu: boolean): Promise<Browser> {
  const { executable, env } = await unpackChromium();
  const args = gpu ? ['--enable-unsafe-webgpu', '--enable-features=Vulkan'] : [];
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    args: ['--no-sandbox', ...args],
  });
}

/**
 * Serves the bench's page on an origin of its own, cross-origin isolated as the site is, so that it can use threads. It is a
 * server because Playwright's routes do not cover requests of nested workers.
 */
export async function startBenchPage(): Promise<{ origin: string; stop(): void }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const name = new URL(url, 'http://localhost').pathname.replace('/bench/', '') || 'index.html';
    const body = await readFile(join(BENCH, name)).catch(() => undefined);
    if (body === undefined) {
      return response.writeHead(404).end();
    }
    response.writeHead(200, {
      'Content-Type': contentType(name),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    return response.end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
