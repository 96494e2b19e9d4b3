/** The npm packages: installed from their tarballs, bundled, on a server, and their types. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { closeProfiles, openBrowser } from '../browser/browser.ts';
import { contrast } from '../browser/pictures.ts';
import { startHost } from './host.ts';
import { pixelsOfWidget, visitHost, waitForEvent } from './visits.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const PACKAGES = join(ROOT, 'dist', 'packages');

let folder: string;

/** Copies the example to a temporary folder, and installs its packages from the tarballs without a registry. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dareka-example-'));
  await cp(join(ROOT, 'client', 'widget', 'example'), folder, { recursive: true });
  const document = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  for (const name of Object.keys(document.dependencies)) {
    document.dependencies[name] = `file:${join(PACKAGES, `${name.replace('@dareka/', 'dareka-')}.tgz`)}`;
  }
  // Vite is taken from this repository: the packages themselves must need nothing else.
  document.devDependencies = {};
  await writeFile(join(folder, 'package.json'), JSON.stringify(document));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund'], { cwd: folder });
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@types'));
  for (const name of ['@types/react', 'react', 'preact', 'vue', 'svelte']) {
    await symlink(join(ROOT, 'node_modules', name), join(modules, name));
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Builds the example as `vite build` does. @returns the scripts, by name */
async function built(site: string): Promise<Map<string, Buffer>> {
  process.env.VITE_SITE = site;
  await build({ root: folder, configFile: false, logLevel: 'error' });
  const assets = join(folder, 'dist', 'assets');
  return new Map(
    await Promise.all(
      (await readdir(assets)).map(async (name) => [name, await readFile(join(assets, name))] as const),
    ),
  );
}

test('the tarballs install offline, and a Vite page with them draws on the device', async () => {
  const assets = await built(inject('site'));
  const host = await startHost(inject('site'));
  for (const [name, content] of assets) {
    host.serve(`/assets/${name}`, { type: 'text/javascript', content });
  }
  const index = await readFile(join(folder, 'dist', 'index.html'), 'utf8');
  host.serve('/', { type: 'text/html; charset=utf-8', content: index });
  const browser = await openBrowser('wasm');
  const { page, exceptions } = await visitHost(browser, `${host.origin}/`);
  const { code } = await waitForEvent(page, 'dareka-change');
  await expect.poll(() => page.locator('output').textContent()).toBe(`avatar=${code}`);
  await page.locator('dareka-face').click({ position: { x: 100, y: 100 } });
  expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ code, backend: 'wasm' });
  expect(contrast(await pixelsOfWidget(page))).toBeGreaterThan(10);
  expect(exceptions).toEqual([]);
  await closeProfiles(browser);
  await host.stop();
});

test('a bundler removes what a page does not use', async () => {
  await writeFile(
    join(folder, 'main.ts'),
    `import { ELEMENT_NAME } from '@dareka/widget'; document.title = ELEMENT_NAME;`,
  );
  const code = [...(await built('https://dareka.example')).values()].join('');
  expect(code).toContain('dareka-face');
  expect(code).not.toContain('attachShadow');
  expect(code.length).toBeLessThan(2000);
});

test('a bundler finds a module for every entry, also where it only brings types', async () => {
  const { exports } = JSON.parse(
    await readFile(join(folder, 'node_modules/@dareka/widget/package.json'), 'utf8'),
  );
  const entries = Object.keys(exports).map((entry) => entry.replace('.', '@dareka/widget'));
  expect(entries).toContain('@dareka/widget/preact');
  await writeFile(join(folder, 'main.ts'), entries.map((entry) => `import '${entry}';`).join('\n'));
  await built('https://dareka.example');
  await run(
    process.execPath,
    ['--input-type=module', '--eval', entries.map((entry) => `await import('${entry}');`).join('')],
    {
      cwd: folder,
    },
  );
  // Next.js renders it in the browser, too.
  const react = await readFile(join(folder, 'node_modules/@dareka/widget/react.js'), 'utf8');
  expect(react).toMatch(/^['"]use client['"]/);
});

test('importing the package on a server has no effect and throws nothing', async () => {
  const { stdout } = await run(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { register } from '@dareka/widget'; register({ site: 'https://dareka.example' }); console.log(typeof register);`,
    ],
    { cwd: folder },
  );
  expect(stdout.trim()).toBe('function');
});

/** @throws Error with the output of tsc for the example's folder */
async function checkTypes(...options: string[]): Promise<void> {
  const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
  await run(tsc, ['-p', '.', ...options], { cwd: folder }).catch((error: { stdout?: string }) => {
    throw new Error(error.stdout);
  });
}

test("TypeScript finds the packages' types without the sources", async () => {
  await writeFile(
    join(folder, 'check.ts'),
    `import { type DarekaFaceElement, register } from '@dareka/widget';
     import { openEngine } from '@dareka/engine';
     register({ site: 'https://dareka.example' });
     const face: DarekaFaceElement = document.createElement('dareka-face');
     face.addEventListener('dareka-change', ({ detail }) => detail.code?.toUpperCase());
     const resolution: Promise<number> = openEngine({ models: '/m/' }).load().then((it) => it.resolution);
     // @ts-expect-error: a manifest has no such field
     openEngine({ models: '/m/' }).load().then((it) => it.nothing);
     export { face, resolution };`,
  );
  await checkTypes();
});

const ATTRIBUTES = `code="x" size={128} seed={4} smile={0.5} hair-length="-1" interactive walk name="avatar"`;
const LISTENER = '({ detail }) => detail.code?.toUpperCase()';

/** Pages that use the element with each framework's types: correct uses compile, and incorrect ones do not. */
const PAGES = {
  'react.tsx': `/** @jsxImportSource react */
    import { DarekaFace } from '@dareka/widget/react';
    export const component = <DarekaFace ${ATTRIBUTES} className="x" onChange={(code) => code?.toUpperCase()} />;
    // @ts-expect-error: a size is a number
    export const wrongComponent = <DarekaFace size={true} />;
    export const face = <dareka-face ${ATTRIBUTES} className="x" ondareka-change={${LISTENER}} />;
    // @ts-expect-error: a size is a number
    export const wrong = <dareka-face size={true} />;`,
  'preact.tsx': `/** @jsxImportSource preact */
    import type {} from '@dareka/widget/preact';
    export const face = <dareka-face ${ATTRIBUTES} class="x" ondareka-change={${LISTENER}} />;
    // @ts-expect-error: a size is a number
    export const wrong = <dareka-face size={true} />;`,
  'vue.ts': `import type {} from '@dareka/widget/vue';
    import { DarekaFace } from '@dareka/widget/vue';
    import { type GlobalComponents, h } from 'vue';
    export const component = h(DarekaFace, { modelValue: 'x', smile: 0.5, 'onUpdate:modelValue': (code: string | null) => code });
    type Props = InstanceType<GlobalComponents['dareka-face']>['$props'];
    export const face: Props = { code: 'x', size: 128, smile: 0.5, walk: true, 'onDareka-change': ${LISTENER} };
    // @ts-expect-error: a size is a number
    export const wrong: Props = { size: true };`,
  'svelte.ts': `import type {} from '@dareka/widget/svelte';
    import type { SvelteHTMLElements } from 'svelte/elements';
    type Props = SvelteHTMLElements['dareka-face'];
    export const face: Props = { code: 'x', size: 128, smile: 0.5, walk: true, 'ondareka-change': ${LISTENER} };
    // @ts-expect-error: a size is a number
    export const wrong: Props = { size: true };`,
};

test('React, Preact, Vue and Svelte find the types of the element', async () => {
  for (const [name, page] of Object.entries(PAGES)) {
    await writeFile(join(folder, name), page);
  }
  await checkTypes('--jsx', 'react-jsx');
});
