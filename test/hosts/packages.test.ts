/** The npm packages as other people use them, as far as it is cheap; `npm run test:hosts` does the rest. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build as esbuild } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { publint } from 'publint';
import { build as vite } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { decodePng } from '../../picture/png.ts';
import { closeProfiles, openBrowser } from '../browser/browser.ts';
import { maxDifference, TOLERANCE } from '../browser/pictures.ts';
import { defaultManifest } from '../site/published-manifests.ts';
import { checkPage, pictureOf, serveFolder } from './host.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PACKAGES = join(ROOT, 'dist', 'packages');
const README = await readFile(join(ROOT, 'client', 'engine', 'README.md'), 'utf8');

let browser: Browser;
/** The profile of all pages, which share its cache. */
let context: BrowserContext;
/** Serves the engine's package, on an origin of its own. */
let cdn: Awaited<ReturnType<typeof serveFolder>>;
/** Serves `folder`, on another origin. */
let host: Awaited<ReturnType<typeof serveFolder>>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dareka-hosts-'));
  [browser, cdn, host] = await Promise.all([
    openBrowser('wasm'),
    serveFolder(join(PACKAGES, 'engine')),
    serveFolder(folder),
  ]);
  context = await browser.newContext();
});

afterAll(async () => {
  await closeProfiles(browser);
  await Promise.all([cdn.stop(), host.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/**
 * Opens a page that finds `@dareka/engine` at the CDN.
 *
 * @param content of its body
 * @param policy its content security policy
 */
async function openPage(
  content = '',
  policy = '',
): Promise<{ page: Page; log: string[]; problems: string[] }> {
  const map = JSON.stringify({ imports: { '@dareka/engine': `${cdn.origin}/index.js` } });
  const meta = policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  await writeFile(
    join(folder, 'page.html'),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
     ${meta}<script type="importmap">${map}</script></head><body><canvas></canvas>${content}</body></html>`,
  );
  const page = await context.newPage();
  const log: string[] = [];
  const problems: string[] = [];
  page.on('console', (message) => (message.type() === 'error' ? problems : log).push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${host.origin}/page.html`);
  return { page, log, problems };
}

/** A block of the README, for the servers of this test. */
function atHome(code: string): string {
  return code
    .replaceAll('https://cdn.example/@dareka/engine', cdn.origin)
    .replaceAll('https://dareka.example', inject('site'));
}

describe.each(['engine', 'widget'])('the package %s', (name) => {
  test('is clean by publint', async () => {
    const { messages } = await publint({ pkgDir: join(PACKAGES, name), level: 'suggestion', pack: false });
    expect(messages).toEqual([]);
  });

  test('has types that resolve, by attw for packages that are ES modules only', async () => {
    const tarball = new Uint8Array(await readFile(join(PACKAGES, `dareka-${name}.tgz`)));
    const checked = await checkPackage(createPackageFromTarballData(tarball));
    const problems = 'problems' in checked ? checked.problems : [{ kind: 'no types' as const }];
    // TypeScript's old resolution knows no `exports`, and CommonJS has to import ES modules asynchronously.
    const left = problems.filter(
      (it) => !('resolutionKind' in it && ['node10', 'node16-cjs'].includes(it.resolutionKind)),
    );
    expect(left).toEqual([]);
  });
});

test("the engine's package has every file that its code refers to", async () => {
  for (const name of ['index.js', 'worker.js', 'worker-code.js']) {
    const code = await readFile(join(PACKAGES, 'engine', name), 'utf8');
    const files = [...code.matchAll(/(?:import\(|from|new URL\()[`'"](?<path>\.[^`'"]+)[`'"]/g)];
    for (const { groups } of files) {
      await readFile(join(PACKAGES, 'engine', groups?.path ?? ''));
    }
    expect(code).not.toMatch(/ort[.-][a-z.-]*\.mjs[`'"],import\.meta\.url/);
  }
});

test("the README's command installs the package without a registry", async () => {
  const command =
    /^ {4}npm (?<parameters>install .*dareka-engine\.tgz)$/m.exec(README)?.groups?.parameters ?? '';
  const home = join(folder, 'installed');
  await mkdir(home);
  await writeFile(join(home, 'package.json'), '{ "private": true }');
  const parameters = command.replace('../dareka', ROOT).split(' ');
  await promisify(execFile)('npm', parameters, {
    cwd: home,
    env: { ...process.env, npm_config_cache: join(folder, 'empty-cache') },
  });
  await readFile(join(home, 'node_modules', '@dareka', 'engine', 'index.js'));
});

/** The folder of a page of test/hosts with both packages linked. */
async function linkedApp(name: string): Promise<string> {
  const app = join(folder, name);
  await cp(join(import.meta.dirname, name, 'app'), app, { recursive: true });
  await cp(join(import.meta.dirname, 'shared'), app, { recursive: true });
  await mkdir(join(app, 'node_modules', '@dareka'), { recursive: true });
  for (const each of ['engine', 'widget']) {
    await symlink(join(PACKAGES, each), join(app, 'node_modules', '@dareka', each));
  }
  return app;
}

test('esbuild and Vite build pages that draw as the site does', async () => {
  const site = inject('site');
  const [byEsbuild, byVite] = await Promise.all([linkedApp('esbuild'), linkedApp('vite')]);
  await esbuild({
    entryPoints: ['main.js', 'face-worker.js'].map((name) => join(byEsbuild, name)),
    bundle: true,
    format: 'esm',
    outdir: join(byEsbuild, 'dist'),
    preserveSymlinks: true,
    logLevel: 'error',
  });
  await cp(join(byEsbuild, 'index.html'), join(byEsbuild, 'dist', 'index.html'));
  await vite({ root: byVite, configFile: false, logLevel: 'error', resolve: { preserveSymlinks: true } });
  for (const app of [byEsbuild, byVite]) {
    const served = await serveFolder(join(app, 'dist'));
    await checkPage(browser, `${served.origin}/?site=${site}`, site, true);
    await served.stop();
  }
});

describe('the examples of the README', () => {
  const examples = [...README.matchAll(/^```(?:js|html)\n(?<code>(?:.*\n)*?)^```$/gm)]
    .map(({ groups }) => groups?.code?.replace(/<\/?script[^>]*>/g, '') ?? '')
    .filter((code) => code.includes('import {'));

  test('there are seven', () => expect(examples).toHaveLength(7));

  test.each(examples)('number %# runs', async (code) => {
    const { page, log, problems } = await openPage(
      `<script type="module">${atHome(code)}; globalThis.hasRun = true;</script>`,
    );
    await page.waitForFunction(() => 'hasRun' in globalThis);
    if (code.includes('encodeFace')) {
      // The last line that is printed: the link of the face, and how many layers there are.
      expect(log.at(-1)).toMatch(new RegExp(`^${inject('site')}/f/[\\w-]+ \\d+$`));
    }
    if (code.includes('engine.backend;')) {
      expect(log).toContain('wasm kernel noAdapter');
    }
    if (code.includes("name: 'alice'")) {
      const { resolution } = await defaultManifest();
      const avatar = await fetch(`${inject('site')}/a/alice?age=old&glasses=yes&smile=0.5`);
      const [, face] = /\/f\/([\w-]+)/.exec(avatar.headers.get('Content-Location') ?? '') ?? [];
      expect(log.at(-1)).toBe(`${inject('site')}/f/${face} ${resolution}`);
    }
    if (code.includes("runtime: 'onnx'")) {
      expect(log.at(-1)).toBe('onnx');
    }
    expect(problems).toEqual([]);
    await page.close();
  });
});

/** The engine's module in the page. */
type Engine = typeof import('../../client/engine/index.ts');
declare global {
  interface Window {
    engine: Engine;
  }
}

/** Imports the engine, from another origin. */
async function importEngine(page: Page): Promise<void> {
  // As text: Vitest would replace the import by its own.
  await page.evaluate(`import('@dareka/engine').then((engine) => { globalThis.engine = engine; })`);
}

test('pictures become bitmaps, files, canvases, and any size that the site has, too', async () => {
  const { page, problems } = await openPage();
  await importEngine(page);
  const drawn = await page.evaluate(async (site) => {
    const { encodeFace, openEngine, seedFace, toBlob, toCanvas, toImageBitmap, toImageData } = window.engine;
    // No slash at the end.
    const engine = openEngine({ models: `${site}/models` });
    const { tag } = await engine.load();
    const [picture] = await engine.draw([seedFace(tag, 42)]);
    engine[Symbol.dispose]();
    if (picture === undefined) {
      throw new Error('no picture');
    }
    const bitmap = await toImageBitmap(picture, 100);
    const canvas = new OffscreenCanvas(1, 1);
    toCanvas(picture, canvas, 200);
    const painted = canvas.getContext('2d')?.getImageData(0, 0, 200, 200).data ?? [];
    const file = await toBlob(picture);
    const base64 = (bytes: ArrayLike<number>) => Uint8Array.from(bytes).toBase64();
    return {
      code: encodeFace(seedFace(tag, 42)),
      picture: base64(picture.data),
      small: base64(toImageData(picture, 200).data),
      painted: base64(painted),
      bitmap: [bitmap.width, bitmap.height],
      canvas: [canvas.width, canvas.height],
      type: file.type,
      file: base64(new Uint8Array(await file.arrayBuffer())),
      wrongSize: await toBlob(picture, 0).catch(String),
    };
  }, inject('site'));
  const { code } = drawn;
  const picture = [...Buffer.from(drawn.picture, 'base64')];
  const small = [...Buffer.from(drawn.small, 'base64')];
  expect(maxDifference(picture, await pictureOf(inject('site'), code))).toBeLessThanOrEqual(TOLERANCE);
  expect(maxDifference(small, await pictureOf(inject('site'), code, 200))).toBeLessThanOrEqual(TOLERANCE);
  expect(drawn.painted).toBe(drawn.small);
  expect(drawn.bitmap).toEqual([100, 100]);
  expect(drawn.canvas).toEqual([200, 200]);
  expect(drawn.type).toBe('image/png');
  expect([...(await decodePng(Uint8Array.from(Buffer.from(drawn.file, 'base64')).buffer)).data]).toEqual(
    picture,
  );
  expect(drawn.wrongSize).toBe('RangeError: a size is a whole number of pixels, not 0');
  expect(problems).toEqual([]);
  await page.close();
});

const NO_REQUEST =
  'TypeError: draw takes a list of faces, or an object with one of seed, seeds, name, names, code, codes, latent, latents';

test('what makes no sense is refused with a sentence that says why', async () => {
  const { page } = await openPage();
  await importEngine(page);
  const refusals = await page.evaluate(async (site) => {
    const { openEngine } = window.engine;
    // As JavaScript that no compiler has checked.
    const open = openEngine as (options: unknown) => ReturnType<typeof openEngine>;
    const engine = open({ models: `${site}/models/` });
    const draw = engine.draw as (...request: unknown[]) => Promise<unknown>;
    function thrown(call: () => unknown): string {
      try {
        call();
        return 'nothing';
      } catch (error) {
        return String(error);
      }
    }
    const missing = open({ model: `${site}/models/nothing` });
    return [
      thrown(() => open({})),
      thrown(() => open({ models: '/m/', runtime: '/ort/' })),
      thrown(() => open({ models: '/m/', backend: 'gpu' })),
      await draw().catch(String),
      await draw({ name: 'alice', traits: { hat: 'yes' } }).catch((error) => String(error).slice(0, 42)),
      await draw({ seeds: 42 }).catch(String),
      await draw(['EOvK6Cpypg']).catch(String),
      await draw({ seeds: [-1] }).catch(String),
      (await missing.load().catch(String)) as string,
    ].map((text) => String(text).replaceAll(site, 'SITE'));
  }, inject('site'));
  expect(refusals).toEqual([
    'TypeError: openEngine needs `models`, the URL of a folder of models, or `model`, that of one model',
    'TypeError: runtime is kernel or onnx, not /ort/; onnxRuntime is a URL',
    'TypeError: backend is webgpu or wasm, not gpu',
    `${NO_REQUEST}; not undefined`,
    'RangeError: the model has no trait "hat"; ',
    `${NO_REQUEST}; not {"seeds":42}`,
    'TypeError: faces[0] is "EOvK6Cpypg"; seedFace and decodeFace make faces',
    'RangeError: a seed is an integer in 0 … 9007199254740991, not -1',
    'EngineError: SITE/models/nothing/manifest.json answered with status 404',
  ]);
  await page.close();
});

test('a page whose policy allows no blobs starts a script of its own, which is the package’s worker', async () => {
  const policy = (workers: string): string =>
    `default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' ${cdn.origin}; worker-src ${workers}; connect-src ${inject('site')}`;
  await cp(join(PACKAGES, 'engine', 'worker.js'), join(folder, 'worker.js'));
  const strict = await openPage('', policy("'self'"));
  await importEngine(strict.page);
  const outcomes = await strict.page.evaluate(async (site) => {
    const { openEngine } = window.engine;
    const models = `${site}/models/`;
    const width = async (engine: ReturnType<typeof openEngine>) =>
      (await engine.draw({ seeds: [1] }))[0]?.width;
    return [
      await width(openEngine({ models })).catch(({ failure }) => failure.kind),
      await width(openEngine({ models, worker: () => new Worker('/worker.js', { type: 'module' }) })),
    ];
  }, inject('site'));
  const { resolution } = await defaultManifest();
  expect(outcomes).toEqual(['internal', resolution]);
  await strict.page.close();

  const open = await openPage('', policy(`blob: ${cdn.origin}`));
  await importEngine(open.page);
  const side = await open.page.evaluate(
    async ([site, origin]) => {
      const { crossOriginWorker, openEngine } = window.engine;
      const worker = crossOriginWorker(new URL('/worker.js', origin));
      const [picture] = await openEngine({ models: `${site}/models/`, worker }).draw({ seeds: [1] });
      return picture?.width;
    },
    [inject('site'), cdn.origin] as const,
  );
  expect(side).toBe(resolution);
  await open.page.close();
});
