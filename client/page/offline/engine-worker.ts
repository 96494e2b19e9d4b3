/** The engine's worker as the page starts it. */
import '@dareka/engine/worker';
import { answerEngineResources } from './engine-resources.ts';

answerEngineResources();
