/** Before the page's tests: the site is served, as `npm start` would, and Chromium is unpacked. */
import type { TestProject } from 'vitest/node';
import { startServer } from '../worker/tools/serve.ts';
import { type Chromium, unpackChromium } from './browser/chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the site is: `http://localhost:PORT`. */
    site: string;
    chromium: Chromium;
  }
}

/** @throws Error where `npm run build` has not been run */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = await unpackChromium();
  const server = await startServer();
  project.provide('site', server.url);
  project.provide('chromium', chromium);
  return server.stop;
}
