/** The engine's worker, and its draw threads: the first message says which of them it is. */
import { serveRequests } from './requests.ts';

serveRequests();
