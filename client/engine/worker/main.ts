/** The engine's worker. Under another name the same script is one of its draw threads. */
import { serveRequests } from './requests.ts';
import { DRAW_THREAD, serveDrawThread } from './threads/draw-thread.ts';

if (self.name === DRAW_THREAD) {
  serveDrawThread();
} else {
  serveRequests();
}
