/** Before the page's tests: the site is served, as `npm start` would, with others that files share, and Chromium is unpacked. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Chromium, unpackChromium } from './browser/chromium.ts';
import type { Served } from './site/serve-sites.ts';

declare module 'vitest' {
  export interface ProvidedContext extends Served {
    chromium: Chromium;
  }
}

/** @throws Error where `npm run build` has not been run */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sites = fork(join(import.meta.dirname, 'site', 'serve-sites.ts'));
  const ended = once(sites, 'exit');
  const [chromium, served] = await Promise.all([
    unpackChromium(),
    Promise.race([
      once(sites, 'message').then(([message]) => message as Served),
      ended.then(([code]) => {
        throw new Error(`the process that serves the sites ended with code ${code}; what it wrote is above`);
      }),
    ]),
  ]);
  project.provide('site', served.site);
  project.provide('sharedSites', served.sharedSites);
  project.provide('chromium', chromium);
  return async () => {
    sites.disconnect();
    await ended;
  };
}
