/** Drives a window of WebKitGTK (webkit.py) whose storage lasts, as that of a visitor's browser does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { asJson, type Driver, fromJson } from './driver.ts';

const WINDOW = join(import.meta.dirname, 'webkit.py');

/** @throws Error where it does not start */
export async function startWebKit(): Promise<Driver> {
  const home = await mkdtemp(join(tmpdir(), 'dareka-webkit-'));
  // In a group of its own with the display that it starts. Debian's own Python, which has the bindings of GTK.
  const browser = spawn('xvfb-run', ['--auto-servernum', '/usr/bin/python3', WINDOW, home], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(browser, 'close');
  const answers = createInterface({ input: browser.stdout })[Symbol.asyncIterator]();
  async function nextAnswer(): Promise<unknown> {
    const { done, value: line } = await answers.next();
    if (done) {
      throw new Error('WebKitGTK has ended: it needs gir1.2-webkit2-4.1, python3-gi and xvfb');
    }
    const { value, error } = JSON.parse(line);
    if (error !== undefined) {
      throw new Error(error);
    }
    return value;
  }
  function ask(
    command: { open: string } | { evaluate: string } | { resize: [number, number] },
  ): Promise<unknown> {
    browser.stdin.write(`${JSON.stringify(command)}\n`);
    return nextAnswer();
  }
  async function close(): Promise<void> {
    browser.stdin.end();
    if (browser.pid !== undefined && browser.exitCode === null) {
      process.kill(-browser.pid, 'SIGTERM');
      await ended;
    }
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
  try {
    return {
      name: String(await nextAnswer()),
      async open(url) {
        await ask({ open: url });
      },
      async evaluate(code) {
        return fromJson(await ask({ evaluate: `return await ${asJson(code)}` }));
      },
      async resize(width, height) {
        await ask({ resize: [width, height] });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
