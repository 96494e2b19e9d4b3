/**
 * Pages of other people. Each folder beside this file has a small page in `app/`. It is copied to a temporary folder, npm installs
 * our packages there from their tarballs and everything else from the registry, and the page is opened in Chromium.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { decodePng } from '../../picture/png.ts';
import { contentType } from '../../worker/tools/build/content-type.ts';
import { reservePort, startServer } from '../../worker/tools/serve.ts';
import { unpackChromium } from '../browser/chromium.ts';
import { maxDifference, TOLERANCE } from '../browser/pictures.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const PACKAGES = join(ROOT, 'dist', 'packages');

/** How long a page may take to load or a development server to start, on a busy machine. */
const PATIENCE_MS = 120_000;

/** One way to build and serve a page. */
export type Variant = {
  /** The npm script that builds it. */
  readonly build?: string;
  /** The folder of the built page, which is served as files. */
  readonly folder?: string;
  /** The npm script that serves the page, on the port in the environment variable PORT. */
  readonly serve?: string;
};

export type HostOptions = {
  readonly variants: readonly Variant[];
  /** Added to the dependencies in its package.json. */
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Whether the page writes the code of each `dareka-change` into its `<output>`. */
  readonly listens?: boolean;
};

/**
 * Installs a page, builds it and opens it in each variant.
 *
 * @param folder of the page in test/hosts; its page is in `app/`
 * @throws Error that says what the page did wrong, or the output of the command that failed
 */
export async function testHost(
  folder: string,
  { variants, dependencies = {}, listens = true }: HostOptions,
): Promise<void> {
  const name = basename(folder);
  const app = await mkdtemp(join(tmpdir(), `dareka-${name}-`));
  const { executable, env } = await unpackChromium();
  const [site, browser] = await Promise.all([
    startServer(),
    chromium.launch({ executablePath: executable, env: { ...process.env, ...env }, args: ['--no-sandbox'] }),
  ]);
  try {
    await install(folder, app, dependencies);
    for (const variant of variants) {
      if (variant.build !== undefined) {
        await npm(app, 'run', variant.build);
      }
      const served = await (variant.serve === undefined
        ? serveFolder(join(app, variant.folder ?? 'dist'))
        : serveScript(app, variant.serve));
      try {
        await checkPage(browser, `${served.origin}/?site=${encodeURIComponent(site.url)}`, site.url, listens);
      } finally {
        await served.stop();
      }
      const how = [variant.build, variant.serve].filter((script) => script !== undefined);
      console.log(`${name} (${how.join(', ')}): as on the site`);
    }
  } finally {
    await browser.close();
    await site.stop();
    await rm(app, { recursive: true, force: true });
  }
}

/** Fills a temporary folder with a page, and installs what it needs. */
async function install(
  folder: string,
  app: string,
  dependencies: Readonly<Record<string, string>>,
): Promise<void> {
  await cp(join(folder, 'app'), app, { recursive: true });
  await cp(join(import.meta.dirname, 'shared'), app, { recursive: true });
  const file = join(app, 'package.json');
  const document = JSON.parse(await readFile(file, 'utf8'));
  document.dependencies = {
    ...document.dependencies,
    ...dependencies,
    '@dareka/engine': `file:${join(PACKAGES, 'dareka-engine.tgz')}`,
    '@dareka/widget': `file:${join(PACKAGES, 'dareka-widget.tgz')}`,
  };
  await writeFile(file, JSON.stringify(document, null, 2));
  await npm(app, 'install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error');
}

/** Variables that switch off the telemetry of tools, or that this repository's own runs set and that would change a build. */
const ENVIRONMENT = {
  NODE_ENV: undefined,
  NODE_OPTIONS: undefined,
  NG_CLI_ANALYTICS: 'false',
  NEXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
} as const;

async function npm(app: string, ...parameters: string[]): Promise<void> {
  await run('npm', parameters, {
    cwd: app,
    env: { ...process.env, ...ENVIRONMENT },
    maxBuffer: 64 * 2 ** 20,
  }).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`npm ${parameters.join(' ')}\n${error.stdout ?? ''}${error.stderr ?? ''}`);
  });
}

type Served = { readonly origin: string; stop(): Promise<void> };

/** Serves files, also to pages of other origins. */
export async function serveFolder(folder: string): Promise<Served> {
  const server: Server = createServer(async ({ url = '/' }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const body = await readFile(file).catch(() => undefined);
    response.writeHead(body === undefined ? 404 : 200, {
      'Content-Type': contentType(file),
      'Access-Control-Allow-Origin': '*',
    });
    response.end(body);
  });
  await once(server.listen(0, 'localhost'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function serveScript(app: string, script: string): Promise<Served> {
  const port = await reservePort(0);
  // A group of its own, since npm does not hand a signal on to all that the script starts.
  const child = spawn('npm', ['run', script], {
    cwd: app,
    env: { ...process.env, ...ENVIRONMENT, PORT: String(port) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  const origin = `http://localhost:${port}`;
  const ended = once(child, 'close');
  async function stop(): Promise<void> {
    if (child.exitCode === null && child.pid !== undefined) {
      process.kill(-child.pid, 'SIGTERM');
      await ended;
    }
  }
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    if (
      await fetch(origin).then(
        ({ ok }) => ok,
        () => false,
      )
    ) {
      return { origin, stop };
    }
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`npm run ${script} serves no page:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** What `shared/check.js` gives. */
type Drawn = { code: string /** RGBA u8, as base64. */; pixels: string };

/** The site's picture of a face at a size, RGBA u8. */
export async function pictureOf(site: string, code: string, size?: number): Promise<number[]> {
  const response = await fetch(`${site}/f/${code}.png${size === undefined ? '' : `?size=${size}`}`);
  return [...(await decodePng(await response.arrayBuffer())).data];
}

/**
 * Opens a page that calls `startCheck` of `shared/check.js`: the engine has to draw as the site does, and the widget on the device.
 *
 * @throws Error that says what differs from the site, or what the browser reported
 */
export async function checkPage(
  browser: Browser,
  url: string,
  site: string,
  listens: boolean,
): Promise<void> {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      problems.push(`${message.text()} ${message.location().url}`);
    }
  });
  try {
    await page.goto(url);
    await checkEngine(page, site);
    await checkWidget(page, listens);
  } catch (error) {
    problems.push(String(error));
  } finally {
    await page.close();
  }
  if (problems.length > 0) {
    throw new Error(`${url}\n${problems.join('\n')}`);
  }
}

async function checkEngine(page: Page, site: string): Promise<void> {
  await page.waitForFunction(() => 'drawnByEngine' in globalThis);
  for (const own of [false, true]) {
    const drawn = await page.evaluate(
      (inOwnWorker) =>
        (globalThis as unknown as { drawnByEngine(own: boolean): Promise<Drawn> }).drawnByEngine(inOwnWorker),
      own,
    );
    const difference = maxDifference(
      [...Buffer.from(drawn.pixels, 'base64')],
      await pictureOf(site, drawn.code),
    );
    if (difference > TOLERANCE) {
      const where = own ? "the page's own worker" : "the package's worker";
      throw new Error(`the engine draws seed 42 up to ${difference}/255 off in ${where}`);
    }
  }
}

/** The element, as far as it is used here. */
type Face = HTMLElement & { another(): Promise<void>; activate(): Promise<void>; readonly value: string };

async function checkWidget(page: Page, listens: boolean): Promise<void> {
  const changed = await page.locator('dareka-face').evaluate(async (element: Face) => {
    await customElements.whenDefined('dareka-face');
    await element.activate();
    await element.another();
    return element.value;
  });
  if (listens) {
    await page.locator('output', { hasText: changed }).waitFor({ state: 'attached' });
  }
}
