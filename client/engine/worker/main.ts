/** The engine's worker: the one that the page talks to, and by another name each thread that helps it to draw. */
import { HELPER, serveHelper } from './helper.ts';
import { serveRequests } from './requests.ts';

if (self.name === HELPER) {
  serveHelper();
} else {
  serveRequests();
}
