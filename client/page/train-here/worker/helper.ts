/** A worker of the worker that trains: it takes a share of each step. */
import { type HelperMessage, openHelper } from '../../../../graph/wasm/helper.ts';

const receive = openHelper();

self.addEventListener('message', ({ data }: MessageEvent<HelperMessage>) => receive(data));
