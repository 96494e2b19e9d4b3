/**
 * The on-device engine's public API. Others import this, `./runtime` (ONNX Runtime, for the page's own training),
 * `./local-models` (models made on this device) and `./worker`, and nothing else of this folder.
 */
export type { Activations, DiscriminatorOutput, LayerOutput } from './activations.ts';
export { BACKENDS, type Backend, type BackendChoice, type BackendReason, backendNamed } from './backend.ts';
export type { DrawRequest } from './draw-request.ts';
export { type DrawOptions, type Engine, type EngineOptions, openEngine } from './engine.ts';
export { EngineError, type Failure, messageOf, toFailure } from './failure.ts';
export { type Digest, downloadVerified } from './integrity.ts';
export type { Progress } from './progress.ts';
export { fetchOk } from './worker/download/http.ts';
export type { EngineEvents } from './worker-bridge.ts';
