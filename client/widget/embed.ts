/** `/embed/v1/dareka.js`: the element for pages of other sites, in one script. What it needs lies beside it. */

import { foreignWorker } from './foreign-worker.ts';
import { register } from './index.ts';

register({
  site: new URL('../../', import.meta.url),
  worker: foreignWorker(new URL('./worker.js', import.meta.url)),
});
