/** The engine's worker, which also tells what it loaded: a service worker that came later has not seen that. */
import '@dareka/engine/worker';
import { LOADED } from './loaded.ts';

const channel = new BroadcastChannel(LOADED);
channel.addEventListener('message', ({ data }) => {
  if (data !== 'which') {
    return;
  }
  channel.postMessage(performance.getEntriesByType('resource').map(({ name }) => name));
});
