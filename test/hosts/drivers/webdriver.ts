/** Drives WebKitGTK's MiniBrowser by its WebDriver (W3C), as Debian packages both. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reservePort } from '../../../worker/tools/serve.ts';
import { asJson, type Driver, fromJson } from './driver.ts';

const PATIENCE_MS = 240_000;

async function command(url: string, method: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  const { value } = (await response.json()) as { value: { error?: string; message?: string } };
  if (!response.ok) {
    throw new Error(`${url}: ${value.error} (${value.message})`);
  }
  return value;
}

async function untilListening(url: string, driver: ChildProcess): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    if (
      await fetch(`${url}/status`).then(
        () => true,
        () => false,
      )
    ) {
      return;
    }
    if (driver.exitCode !== null || Date.now() > until) {
      throw new Error('WebKitWebDriver does not start');
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * @param browser the program MiniBrowser
 * @throws Error where it does not start
 */
export async function startWebKit(browser: string): Promise<Driver> {
  const home = await mkdtemp(join(tmpdir(), 'dareka-webkit-'));
  const port = await reservePort(0);
  // In a group of its own with the display and the browser that it starts.
  const driver = spawn('xvfb-run', ['--auto-servernum', 'WebKitWebDriver', `--port=${port}`], {
    // Its sandbox does not start in a container; its storage is in the home folder.
    env: {
      ...process.env,
      HOME: home,
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CACHE_HOME: join(home, 'cache'),
    },
    stdio: 'ignore',
    detached: true,
  });
  const ended = once(driver, 'close');
  const base = `http://127.0.0.1:${port}`;
  async function stop(): Promise<void> {
    if (driver.pid !== undefined && driver.exitCode === null) {
      process.kill(-driver.pid, 'SIGTERM');
      await ended;
    }
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
  try {
    await untilListening(base, driver);
    const { sessionId, capabilities } = (await command(`${base}/session`, 'POST', {
      capabilities: {
        alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } },
      },
    })) as { sessionId: string; capabilities: { browserName: string; browserVersion: string } };
    const session = `${base}/session/${sessionId}`;
    await command(`${session}/timeouts`, 'POST', { script: PATIENCE_MS, pageLoad: PATIENCE_MS });
    return {
      name: `${capabilities.browserName} ${capabilities.browserVersion}`,
      async open(url) {
        await command(`${session}/url`, 'POST', { url });
      },
      async evaluate(code) {
        const script = `const done = arguments[0]; ${asJson(code)}.then(done);`;
        return fromJson(await command(`${session}/execute/async`, 'POST', { script, args: [] }));
      },
      async close() {
        await command(session, 'DELETE').catch(() => {});
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
