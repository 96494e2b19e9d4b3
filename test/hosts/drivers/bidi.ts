/**
 * Drives Firefox by WebDriver BiDi (W3C), which it speaks itself: Debian has no geckodriver.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asJson, type Driver, fromJson } from './driver.ts';

const ADDRESS = /WebDriver BiDi listening on (?<url>ws:\/\/\S+)/;

type Answer = {
  id?: number;
  type: string;
  result?: Record<string, unknown>;
  error?: string;
  message?: string;
};

/**
 * @param program of Firefox
 * @param options `preferences` as in about:config; `environment` beside this process's own
 * @throws Error where it does not start
 */
export async function startFirefox(
  program: string,
  {
    preferences = {},
    environment = {},
  }: {
    readonly preferences?: Readonly<Record<string, boolean | string>>;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<Driver> {
  const profile = await mkdtemp(join(tmpdir(), 'dareka-firefox-'));
  // No request to anyone but the site under test.
  const all = { 'network.captive-portal-service.enabled': false, ...preferences };
  const lines = Object.entries(all).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const child = spawn(
    program,
    ['--headless', '--profile', profile, '--remote-debugging-port=0', 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...environment },
    },
  );
  const ended = once(child, 'close');
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${program} ended:\n${output}`)));
    child.stderr.on('data', (text) => {
      output += text;
      const url = ADDRESS.exec(output)?.groups?.url;
      if (url !== undefined) {
        resolve(url);
      }
    });
  });
  const socket = new WebSocket(`${address}/session`);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer: Answer = JSON.parse(String(data));
    if (answer.id !== undefined) {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    }
  });
  let last = 0;
  function send(method: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
    const id = ++last;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ type, result, error, message }) =>
        type === 'success' ? resolve(result ?? {}) : reject(new Error(`${method}: ${error} (${message})`)),
      );
    });
  }

  const { capabilities } = (await send('session.new', { capabilities: {} })) as {
    capabilities: { browserName: string; browserVersion: string };
  };
  const { context } = await send('browsingContext.create', { type: 'tab' });
  return {
    name: `${capabilities.browserName} ${capabilities.browserVersion}`,
    async open(url) {
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async evaluate(code) {
      const { result } = await send('script.evaluate', {
        expression: asJson(code),
        target: { context },
        awaitPromise: true,
      });
      return fromJson((result as { value: unknown }).value);
    },
    async resize(width, height) {
      await send('browsingContext.setViewport', { context, viewport: { width, height } });
    },
    async close() {
      await send('browser.close', {}).catch(() => child.kill());
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
