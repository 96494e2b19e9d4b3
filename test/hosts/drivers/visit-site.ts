/**
 * What a browser other than Chromium has to show: wall, link, all views on a phone, widget, the site's pixels, a model whose
 * download is interrupted, a training, and faces offline.
 */
import { viewPath } from '../../../client/page/shell/route.ts';
import { HOME_VIEW, VIEW_NAMES } from '../../../client/page/views.ts';
import { decodeFace, encodeFace } from '../../../latent/code/code.ts';
import { seedFace } from '../../../latent/face.ts';
import { parseModelIndex, tagOf } from '../../../latent/model/manifest.ts';
import { type Server, startServer } from '../../../worker/tools/serve.ts';
import { maxDifference, TOLERANCE } from '../../browser/pictures.ts';
import { startTruncatingProxy } from '../../site/truncating-proxy.ts';
import { SCRIPT, startHost } from '../../widget/host.ts';
import { pictureOf } from '../host.ts';
import type { Driver } from './driver.ts';

const PATIENCE_MS = 240_000;

/** Waits until an expression is true in the page. */
async function until(browser: Driver, what: string, condition: string): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await browser.evaluate(`Boolean(${condition})`)); ) {
    if (Date.now() > end) {
      const seen = await browser.evaluate(`location.href + ': ' + document.body.innerText.slice(0, 300)`);
      throw new Error(`${browser.name}: ${what} did not happen, the page is ${seen}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const WALL = `(() => { const tiles = [...document.querySelectorAll('a.tile')].slice(0, 6);
  return tiles.length === 6 && tiles.every((tile) => !tile.classList.contains('blank')); })()`;

/** The pixels of a code as the page draws it, RGBA u8. */
async function drawn(browser: Driver, code: string): Promise<number[]> {
  await until(browser, 'the page', `'dareka' in window`);
  const pixels = await browser.evaluate(`window.dareka.ready
    .then(() => window.dareka.generate({ code: '${code}' }))
    .then(([{ data }]) => Array.from(data))`);
  return pixels as number[];
}

function compare(browser: Driver, what: string, actual: number[], expected: number[]): void {
  const difference = maxDifference(actual, expected);
  if (difference > TOLERANCE) {
    throw new Error(`${browser.name}: ${what} is up to ${difference}/255 off the site's picture`);
  }
}

async function defaultCode(site: string): Promise<string> {
  const index = parseModelIndex(await (await fetch(`${site}/models/index.json`)).json());
  return encodeFace(seedFace(tagOf(index.default), 42));
}

async function tryWidget(browser: Driver, site: string, code: string): Promise<void> {
  const host = await startHost(site);
  try {
    host.serve('/', {
      head: SCRIPT,
      body: `<dareka-face code="${code}" interactive></dareka-face>`,
    });
    await browser.open(`${host.origin}/`);
    await until(browser, 'the widget', `customElements.get('dareka-face')`);
    const other = await browser.evaluate(`(async () => {
      const face = document.querySelector('dareka-face');
      await face.activate();
      await face.another();
      return face.value; })()`);
    if (other === code) {
      throw new Error(`${browser.name}: the widget shows no other face`);
    }
    decodeFace(String(other));
  } finally {
    await host.stop();
  }
}

/** Engines differ in how they report a connection that ends early: as an error, or as the end of the file. */
async function tryInterruptedDownload(browser: Driver, site: string): Promise<void> {
  const proxy = await startTruncatingProxy(site, '/generator.weights');
  try {
    await browser.open(proxy.url);
    await until(browser, 'the wall after an interrupted download', WALL);
    if (proxy.ranges.length !== 2 || !/^bytes=[1-9]\d*-$/.test(String(proxy.ranges[1]))) {
      throw new Error(`${browser.name}: the rest was not asked for, but ${proxy.ranges.join(', ')}`);
    }
  } finally {
    proxy.stop();
  }
}

/** A GAN is trained in our own WebAssembly, whose instructions and threads each engine implements in its own way. */
async function tryTraining(browser: Driver, site: string): Promise<void> {
  await browser.open(`${site}/?backend=wasm#lesson/shapes`);
  const start = `document.querySelector('.introduction .button.primary:not([disabled])')`;
  await until(browser, 'the view that trains', start);
  await browser.evaluate(`${start}.click()`);
  const step = `Number(/\\d+/.exec(document.querySelector('.session-status strong')?.textContent ?? ''))`;
  await until(browser, 'a training', `${step} >= 5`);
}

/** A narrow phone: engines differ in how narrow they make a table or a text field. */
const NARROW = { width: 360, height: 640 };

/** @throws Error that names the views that have to be scrolled sideways, with what is too wide */
async function tryNarrow(browser: Driver, site: string, code: string): Promise<void> {
  await browser.resize(NARROW.width, NARROW.height);
  const tooWide: string[] = [];
  for (const language of ['en', 'ja']) {
    await browser.open(`${site}/f/${code}?lang=${language}`);
    for (const view of VIEW_NAMES) {
      await browser.evaluate(`(history.pushState(null, '', ${JSON.stringify(viewPath(view))}),
        dispatchEvent(new PopStateEvent('popstate')))`);
      await until(
        browser,
        `the view ${view}`,
        `document.querySelector('nav a[aria-current="page"][href$="${view === HOME_VIEW ? '/' : view}"]')
          && document.querySelector('main > :last-child:not(header)') && !document.querySelector('main .loading')`,
      );
      const wide = await browser.evaluate(`Array.from(document.querySelectorAll('main *'))
        .filter((each) => document.documentElement.scrollWidth > document.documentElement.clientWidth
          && each.getBoundingClientRect().right > document.documentElement.clientWidth)
        .map((each) => each.tagName + '.' + each.className).slice(0, 3).join(', ')`);
      if (wide !== '') {
        tooWide.push(`${view} (${language}): ${wide}`);
      }
    }
  }
  await browser.resize(1280, 800);
  if (tooWide.length > 0) {
    throw new Error(`${browser.name}: these views are wider than a phone: ${tooWide.join('; ')}`);
  }
}

/**
 * @param start starts the browser
 * @throws Error that says what the browser does not show
 */
export async function visitSite(start: () => Promise<Driver>): Promise<void> {
  let server: Server | undefined = await startServer();
  const site = server.url;
  const browser = await start();
  try {
    const code = await defaultCode(site);
    const expected = await pictureOf(site, code);
    await browser.open(`${site}/`);
    await until(browser, 'the wall', WALL);
    compare(browser, 'a face', await drawn(browser, code), expected);
    console.log(`${browser.name}: wall, and the site's pixels`);

    await browser.open(`${site}/f/${code}`);
    await until(browser, 'the face of a link', `window.dareka?.code === '${code}'`);
    console.log(`${browser.name}: link`);

    await tryNarrow(browser, site, code);
    console.log(`${browser.name}: views on a phone`);

    await tryWidget(browser, site, code);
    console.log(`${browser.name}: widget`);

    await tryInterruptedDownload(browser, site);
    console.log(`${browser.name}: interrupted download`);

    await tryTraining(browser, site);
    console.log(`${browser.name}: training`);

    await browser.open(`${site}/#about`);
    await until(
      browser,
      'storing the page for offline use',
      `document.body.textContent.includes('works without a network too')`,
    );
    await server.stop();
    server = undefined;
    await browser.open(`${site}/`);
    await until(browser, 'the wall without a network', WALL);
    compare(browser, 'a face without a network', await drawn(browser, code), expected);
    console.log(`${browser.name}: offline`);
  } finally {
    await browser.close();
    await server?.stop();
  }
}
