/** The element in pages of React, Vue and Svelte. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { compile } from 'svelte/compiler';
import { build, type InlineConfig, type Plugin } from 'vite';
import { expect, inject, test } from 'vitest';
import { h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { memoizeByKey } from '../../client/memoize.ts';
import { DarekaFace as ReactFace } from '../../client/widget/components/react.ts';
import { DarekaFace as VueFace } from '../../client/widget/components/vue.ts';
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

/** React 18, beside the repository's React 19. */
const REACT_18 = join(import.meta.dirname, 'hosts', 'react-18', 'node_modules');
const PACKAGES = join(import.meta.dirname, '..', '..', 'dist', 'packages');

const HOSTS = join(import.meta.dirname, 'hosts');

const OPTIONS: InlineConfig = {
  root: HOSTS,
  configFile: false,
  logLevel: 'error',
  // Otherwise the test's NODE_ENV would select React's development build.
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [svelte],
  oxc: { jsx: { runtime: 'automatic', importSource: 'react', development: false } },
};

/** Imports of React from a version, and of our packages as they are published. */
function aliases(react: string) {
  const react18 = ['react-dom', 'react'].map((name) => ({
    find: new RegExp(`^${name}(?=$|/)`),
    replacement: join(REACT_18, name),
  }));
  return [
    ...(react === '18' ? react18 : []),
    { find: /^@dareka\/widget\/(react|vue)$/, replacement: join(PACKAGES, 'widget', '$1.js') },
    { find: '@dareka/engine', replacement: join(PACKAGES, 'engine', 'index.js') },
  ];
}

type Built = { readonly fileName: string; readonly content: string | Uint8Array };

/** The files that Vite makes of an entry; the first is the entry's own. */
async function built(entry: string, react: string, ssr: boolean): Promise<Built[]> {
  const result = await build({
    ...OPTIONS,
    resolve: { conditions: ['browser', 'module', 'import', 'default'], alias: aliases(react) },
    ssr: { noExternal: true },
    build: { write: false, ssr, rolldownOptions: { input: join(HOSTS, entry) } },
  });
  const [output] = [result].flat();
  if (output === undefined || !('output' in output)) {
    throw new Error('nothing was built');
  }
  return output.output.map((file) => ({
    fileName: file.fileName,
    content: file.type === 'chunk' ? file.code : file.source,
  }));
}

/** By the entry, the version of React, and `server` where it runs in Node. */
const builtOnce = memoizeByKey((key: string) => {
  const [entry = '', react = '', where] = key.split(' ');
  return built(entry, react, where === 'server');
});

/** Builds a page and serves its files. @returns its script tag */
async function serve(entry: string, react: string): Promise<string> {
  const files = await builtOnce(`${entry} ${react}`);
  for (const { fileName, content } of files) {
    const type = fileName.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
    hosting.host.serve(`/${fileName}`, { type, content });
  }
  return `<script type="module" src="/${files[0]?.fileName}"></script>`;
}

/** The page's HTML as a server renders it. */
async function rendered(entry: string, react: string): Promise<string> {
  const [module] = await builtOnce(`${entry} ${react} server`);
  const folder = await mkdtemp(join(tmpdir(), 'dareka-server-'));
  const file = join(folder, 'server.mjs');
  await writeFile(file, module?.content ?? '');
  const { render } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  await rm(folder, { recursive: true });
  return render(hosting.code, inject('site'));
}

type Framework = {
  readonly name: string;
  readonly entry: string;
  readonly react?: string;
  readonly server?: string;
  /** Whether it uses a component of the package, which defines the element, too. */
  readonly component?: boolean;
};

const [REACT, VUE] = [
  { entry: 'react-component.tsx', component: true },
  { entry: 'vue-component.ts', component: true },
];

const FRAMEWORKS: readonly Framework[] = [
  { name: 'React 19', entry: 'react.tsx' },
  { name: 'React 19, as a component,', ...REACT },
  { name: 'React 18, as a component,', ...REACT, react: '18' },
  { name: 'React 19, hydrated,', ...REACT, server: 'react-server.tsx' },
  { name: 'React 18, hydrated,', ...REACT, react: '18', server: 'react-server.tsx' },
  { name: 'Vue', entry: 'vue.ts' },
  { name: 'Vue, as a component,', ...VUE },
  { name: 'Vue, hydrated,', ...VUE, server: 'vue-server.ts' },
  { name: 'Svelte', entry: 'svelte.ts' },
  { name: 'a page without a framework', entry: 'plain.ts' },
];

test.each(FRAMEWORKS)(
  'in $name the element can be set, reports changes, can be removed and inserted again, and walks',
  async ({ entry, react = '19', server, component = false }) => {
    const { code } = hosting;
    const script = await serve(entry, react);
    const html = server === undefined ? '' : await rendered(server, react);
    const { page } = await hosting.visit({
      head: component ? '' : SCRIPT,
      body: `<form id="outside"></form><div id="app" data-code="${code}" data-site="SITE">${html}</div>${script}`,
    });
    const face = page.locator('dareka-face');
    await waitForValue(page, code);
    await expect.poll(() => face.boundingBox()).toMatchObject({ width: 128, height: 128 });
    await face.click();
    expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ code });
    if (component) {
      expect(await page.title()).toBe('wasm');
      expect(await withFace(page, (element) => [element.className, element.disabled])).toEqual([
        'face',
        false,
      ]);
    }
    await withFace(page, (element) => element.another());
    const changed = (await waitForEvent(page, 'dareka-change')).code;
    expect(changed).not.toBe(code);
    await expect.poll(() => page.locator('output').textContent()).toBe(changed);
    await waitForValue(page, changed);
    await page.getByRole('button', { name: 'toggle' }).click();
    await expect.poll(() => face.count()).toBe(0);
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

test('a face that the element chose before a page was hydrated reaches the page', async () => {
  const seen: (string | null)[] = [];
  for (const [entry, server] of [
    ['react-component.tsx', 'react-server.tsx'],
    ['vue-component.ts', 'vue-server.ts'],
  ] as const) {
    const script = await serve(entry, '19');
    const html = await rendered(server, '19');
    const { page } = await hosting.visit({
      head: SCRIPT,
      body: `<div id="app" data-code="${hosting.code}" data-site="SITE">${html}</div>`,
    });
    await waitForValue(page, hosting.code);
    await withFace(page, (face) => face.another());
    const { code } = await waitForEvent(page, 'dareka-change');
    await page.addScriptTag({ type: 'module', url: /src="(?<url>[^"]+)"/.exec(script)?.groups?.url ?? '' });
    await expect.poll(() => page.locator('output').textContent()).toBe(code);
    seen.push(code);
  }
  expect(new Set(seen).size).toBe(2);
});

test('the components of React and Vue write names and traits as attributes, also on a server', async () => {
  const attributes = { avatar: 'alice', age: 'old', glasses: true, beard: undefined, smile: 0.5 };
  const react = renderToStaticMarkup(createElement(ReactFace, attributes));
  const vue = await renderToString(h(VueFace, attributes));
  for (const html of [react, vue]) {
    expect(html).toMatch(/ avatar="alice" age="old" glasses(="(true)?")? smile="0.5"/);
    expect(html).not.toContain('beard');
  }
});
