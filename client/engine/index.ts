/**
 * The public API of the engine, which draws on the device. Code outside of this folder imports this and the other entries that README.md
 * lists, and nothing else of it.
 */
export { type AvatarModel, avatarFace } from '../../latent/avatar.ts';
export { CodeError, decodeFace, encodeFace } from '../../latent/code/code.ts';
export {
  type Edit,
  type Face,
  type LatentFace,
  latentFace,
  MAX_EDITS,
  type SeedFace,
  seedFace,
} from '../../latent/face.ts';
export type { Manifest } from '../../latent/model/manifest.ts';
export { latentFromSeed, MAX_SEED } from '../../latent/seed/seed.ts';
export type { Traits, TraitValue } from '../../latent/traits/traits.ts';
export type { Activations, DiscriminatorOutput, LayerOutput } from './activations.ts';
export {
  BACKENDS,
  type Backend,
  type BackendReason,
  backendNamed,
  type DrawnBy,
  RUNTIMES,
  type RuntimeName,
  runtimeNamed,
} from './backend.ts';
export { crossOriginWorker } from './cross-origin-worker.ts';
export type { DrawRequest } from './draw-request.ts';
export { type DrawOptions, type Engine, openEngine } from './engine.ts';
export { EngineError, type Failure, messageOf, toFailure } from './failure.ts';
export { type Digest, downloadVerified } from './integrity.ts';
export type { EngineOptions } from './options.ts';
export { toBlob, toCanvas, toImageBitmap, toImageData } from './outputs.ts';
export type { Progress } from './progress.ts';
export { fetchJson, fetchOk } from './worker/download/http.ts';
export type { EngineEvents, StartWorker } from './worker-bridge.ts';
