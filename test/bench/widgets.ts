/** Fifty widgets on one page of another origin: the time, bytes and memory until all are drawn on the device. */
import type { Browser, CDPSession, Request } from 'playwright-core';
import { SCRIPT, startHost } from '../widget/host.ts';

const WIDGETS = 50;

export type FiftyWidgets = {
  /** From the navigation until every face is drawn on the device, the site's pictures included. */
  readonly seconds: number;
  /** Bytes on the wire until then, with headers: the page, the script, its worker, the pictures and the model. */
  readonly bytes: number;
  /** Memory of the page and its one worker after garbage collection: JavaScript, the DOM and WebAssembly. */
  readonly heapBytes: number;
};

/** @param site the origin that serves the widget */
export async function fiftyWidgets(browser: Browser, site: string): Promise<FiftyWidgets> {
  const host = await startHost(site);
  const context = await browser.newContext();
  try {
    const faces = Array.from(
      { length: WIDGETS },
      (_, seed) => `<dareka-face seed="${seed}" size="64"></dareka-face>`,
    );
    host.serve('/', { head: SCRIPT, body: faces.join('') });
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    context.on('requestfinished', (request) => sizes.push(bytesOf(request)));
    await page.goto(`${host.origin}/`);
    const seconds = await page.evaluate(async () => {
      await customElements.whenDefined('dareka-face');
      const widgets = [...document.querySelectorAll('dareka-face')];
      while (widgets.some(({ value }) => value === null)) {
        await new Promise(requestAnimationFrame);
      }
      await Promise.all(widgets.map((widget) => widget.shadowRoot?.querySelector('img')?.decode()));
      await Promise.all(widgets.map((widget) => widget.activate()));
      return performance.now() / 1000;
    });
    const bytes = (await Promise.all(sizes)).reduce((sum, each) => sum + each, 0);
    return { seconds, bytes, heapBytes: await heapBytesOf(browser, host.origin) };
  } finally {
    await context.close();
    await host.stop();
  }
}

async function bytesOf(request: Request): Promise<number> {
  const { responseBodySize, responseHeadersSize } = await request.sizes();
  return responseBodySize + responseHeadersSize;
}

/** The sum over the pages and workers of an origin. */
async function heapBytesOf(browser: Browser, origin: string): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets', {
    filter: [{ type: 'page' }, { type: 'worker' }],
  });
  let sum = 0;
  for (const { targetId, url } of targetInfos) {
    if (!url.includes(origin)) {
      continue;
    }
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    const ask = askerOf(session, sessionId);
    await ask('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize, backingStorageSize } = await ask('Runtime.getHeapUsage');
    sum += usedSize + embedderHeapUsedSize + backingStorageSize;
  }
  await session.detach();
  return sum;
}

/** The answer to `Runtime.getHeapUsage`. */
type Heap = { usedSize: number; embedderHeapUsedSize: number; backingStorageSize: number };

/** Calls methods of a target. Playwright has no session for a worker, so the calls go through the browser's. */
function askerOf(session: CDPSession, sessionId: string): (method: string) => Promise<Heap> {
  let asked = 0;
  return (method) => {
    const id = ++asked;
    return new Promise((resolve, reject) => {
      session.on('Target.receivedMessageFromTarget', function hear(event) {
        const answer = JSON.parse(event.message);
        if (event.sessionId !== sessionId || answer.id !== id) {
          return;
        }
        session.off('Target.receivedMessageFromTarget', hear);
        if (answer.error === undefined) {
          resolve(answer.result);
        } else {
          reject(new Error(`${method}: ${answer.error.message}`));
        }
      });
      session
        .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
        .catch(reject);
    });
  };
}
