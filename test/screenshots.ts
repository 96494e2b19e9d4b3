/**
 * `npm run screenshots`, after `npm run build`, takes the screenshots of the main README. The faces, links and screens are the
 * same each time, so that a new picture shows only what has changed. Japanese texts need a Japanese font on the machine.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { encodeFace } from '../latent/code/code.ts';
import { seedFace } from '../latent/face.ts';
import { parseModelIndex } from '../latent/model/manifest.ts';
import { startServer } from '../worker/tools/serve.ts';
import { unpackChromium } from './browser/chromium.ts';

const OUT = join(import.meta.dirname, '..', 'docs', 'screenshots');

const DESK = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1, colorScheme: 'light' } as const;
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  colorScheme: 'light',
} as const;

/** The site's address in the pictures: that of `npm start`. The browser maps it to the server below, which listens on any free port. */
const SITE = 'http://localhost:8787';

/** A machine that has other work to do takes minutes to draw a wall. */
const TIMEOUT_MS = 180_000;

type Screenshot = {
  readonly name: string;
  readonly screen: BrowserContextOptions;
  /** Path and hash of the page. `codeOf` gives the default model's share code of a seed. */
  readonly path: (codeOf: (seed: number) => string) => string;
  /** What must be on the screen before the picture is taken. */
  readonly ready: string;
};

const SCREENSHOTS: readonly Screenshot[] = [
  { name: 'wall', screen: DESK, path: () => '/', ready: 'a.tile:not(.blank)' },
  {
    name: 'avatars',
    screen: DESK,
    path: () => '/avatars?name=grace&smile=yes',
    ready: '.avatars .picture:not(.blank)',
  },
  { name: 'wall-phone', screen: PHONE, path: () => '/', ready: 'a.tile:not(.blank)' },
  { name: 'studio', screen: DESK, path: (codeOf) => `/f/${codeOf(19)}#studio`, ready: 'input[type=range]' },
  {
    name: 'mix',
    screen: DESK,
    path: (codeOf) => `/#mix/${codeOf(1)}.${codeOf(2)}.${codeOf(3)}.${codeOf(4)}/square/arc`,
    ready: '.xy-pad .picture:not(.blank)',
  },
  {
    name: 'conditional',
    screen: DESK,
    path: () => '/conditional',
    ready: '.preview-picture .picture:not(.blank)',
  },
  {
    name: 'inside',
    screen: DESK,
    path: (codeOf) => `/f/${codeOf(19)}#inside`,
    ready: '.activation-tiles, .layer',
  },
];

/** Waits until all pictures on the screen are loaded and drawn sharp. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.blank, [aria-busy=true]')].every((element) => {
      const { top, bottom, width } = element.getBoundingClientRect();
      return width === 0 || bottom <= 0 || top >= innerHeight;
    }),
  );
  await page.waitForLoadState('networkidle');
}

/** Runs in the page, before its scripts: the seeds that it draws at random are 1, 2, 3, … */
function countInsteadOfRandom(): void {
  let next = 0;
  crypto.getRandomValues = (array) => {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(0);
    new Uint32Array(array.buffer, array.byteOffset, Math.floor(array.byteLength / 4)).forEach(
      (_, i, words) => {
        words[i] = ++next;
      },
    );
    return array;
  };
}

/** The share codes of a model's seeds. */
function codesOf(model: string): (seed: number) => string {
  const tag = model.slice(model.lastIndexOf('-') + 1);
  return (seed) => encodeFace(seedFace(tag, seed));
}

const { executable, env } = await unpackChromium();
const server = await startServer();
const browser = await chromium.launch({
  executablePath: executable,
  env: { ...process.env, ...env },
  args: ['--no-sandbox', `--host-resolver-rules=MAP ${new URL(SITE).host} ${new URL(server.url).host}`],
});
try {
  const index = parseModelIndex(await (await fetch(`${server.url}/models/index.json`)).json());
  const codes = codesOf(index.default);
  await mkdir(OUT, { recursive: true });
  for (const { name, screen, path, ready } of SCREENSHOTS) {
    const context = await browser.newContext({ ...screen, reducedMotion: 'reduce', locale: 'en' });
    context.setDefaultTimeout(TIMEOUT_MS);
    await context.addInitScript(countInsteadOfRandom);
    const page = await context.newPage();
    await page.goto(`${SITE}${path(codes)}`);
    await page.locator(ready).first().waitFor();
    await settled(page);
    const file = join(OUT, `${name}.webp`);
    await sharp(await page.screenshot())
      .webp({ quality: 85 })
      .toFile(file);
    console.log(file);
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
