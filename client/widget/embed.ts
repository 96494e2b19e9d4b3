/** `/embed/v1/dareka.js`: the element for pages of other sites. What the first touch needs is beside it, in scripts of their own. */

import { backendNamed } from '@dareka/engine';
import { defineElement } from './define.ts';
import type { LoadLive } from './site.ts';

const here = new URL(import.meta.url);
let attempts = 0;

const loadLive: LoadLive = () => {
  const url = new URL('./live.js', here);
  // A browser that failed to load a module once fails for ever, so each further attempt has another URL.
  if (attempts > 0) {
    url.searchParams.set('attempt', String(attempts));
  }
  attempts += 1;
  return import(url.href);
};

defineElement(
  {
    site: new URL('../../', here),
    // `dareka.js?backend=webgpu`, as on the page.
    backend: backendNamed(here.searchParams.get('backend')),
    worker: new URL('./worker.js', here),
  },
  loadLive,
);
