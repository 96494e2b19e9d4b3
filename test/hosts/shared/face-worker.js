/** The engine's worker as a script of the page. */
import '@dareka/engine/worker';
