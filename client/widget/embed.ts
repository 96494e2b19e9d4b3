/** `/embed/v1/dareka.js`: the element for pages of other sites, in one script. What it needs lies beside it. */

import { backendNamed } from '@dareka/engine';
import { foreignWorker } from './foreign-worker.ts';
import { register } from './index.ts';

const here = new URL(import.meta.url);

register({
  site: new URL('../../', here),
  // `dareka.js?backend=webgpu`, as on the page.
  backend: backendNamed(here.searchParams.get('backend')),
  worker: foreignWorker(new URL('./worker.js', here)),
});
