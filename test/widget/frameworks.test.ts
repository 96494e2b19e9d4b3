/** The element in pages of React, Vue and Svelte. */
import { join } from 'node:path';
import { compile } from 'svelte/compiler';
import { build, type Plugin } from 'vite';
import { expect, test } from 'vitest';
import { SCRIPT } from './host.ts';
import {
  dataUrlOfWidget,
  eventDetails,
  useHost,
  waitForEvent,
  waitForOtherDataUrl,
  waitForValue,
  withFace,
} from './visits.ts';

const hosting = useHost();

const svelte: Plugin = {
  name: 'svelte',
  transform: (source, id) =>
    id.endsWith('.svelte') ? { code: compile(source, { filename: id, css: 'injected' }).js.code } : null,
};

/** Bundles a framework's page into one script. */
async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['browser', 'module', 'import', 'default'] },
    plugins: [svelte],
    // Otherwise the test's NODE_ENV would select React's development build.
    oxc: { jsx: { runtime: 'automatic', importSource: 'react', development: false } },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'hosts', entry), formats: ['iife'], name: 'page' },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) {
    throw new Error('nothing was built');
  }
  return output.output[0].code;
}

test.each([
  ['React', 'react.tsx'],
  ['Vue', 'vue.ts'],
  ['Svelte', 'svelte.ts'],
  ['a page without a framework', 'plain.ts'],
])(
  'in %s the element can be set, reports changes, can be removed and inserted again, and walks',
  async (_, entry) => {
    const { host, code } = hosting;
    host.serve('/page.js', { type: 'text/javascript', content: await bundled(entry) });
    const { page } = await hosting.visit({
      head: SCRIPT,
      body: `<form id="outside"></form><div id="app" data-code="${code}"></div><script src="/page.js"></script>`,
    });
    const face = page.locator('dareka-face');
    await waitForValue(page, code);
    expect(await face.boundingBox()).toMatchObject({ width: 128, height: 128 });
    await face.click();
    expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ code });
    await withFace(page, (element) => element.another());
    const changed = (await waitForEvent(page, 'dareka-change')).code;
    expect(changed).not.toBe(code);
    await expect.poll(() => page.locator('output').textContent()).toBe(changed);
    await waitForValue(page, changed);
    await page.getByRole('button', { name: 'toggle' }).click();
    expect(await face.count()).toBe(0);
    await page.getByRole('button', { name: 'toggle' }).click();
    await waitForValue(page, changed);
    expect(await eventDetails(page, 'dareka-change')).toHaveLength(1);
    expect(
      await page.evaluate(() => new FormData(document.querySelector('form') ?? undefined).get('avatar')),
    ).toBe(changed);
    const before = await dataUrlOfWidget(page);
    await page.getByRole('button', { name: 'walk' }).click();
    await waitForOtherDataUrl(page, before);
    expect(await eventDetails(page, 'dareka-error')).toEqual([]);
  },
);
