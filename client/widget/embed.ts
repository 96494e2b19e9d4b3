/** `/embed/v1/dareka.js`: the element for pages of other sites, in one script. The worker is beside it. */

import { backendNamed, crossOriginWorker } from '@dareka/engine';
import { register } from './index.ts';

const here = new URL(import.meta.url);

register({
  site: new URL('../../', here),
  // `dareka.js?backend=webgpu`, as on the page.
  backend: backendNamed(here.searchParams.get('backend')),
  worker: crossOriginWorker(new URL('./worker.js', here)),
});
