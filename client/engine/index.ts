/** The on-device engine: what of it others may use. README.md shows how. */
export { BACKENDS, type Backend, type BackendChoice, backendNamed, type Why } from './backend.ts';
export {
  type DrawOptions,
  type Engine,
  type EngineEvents,
  type EngineOptions,
  openEngine,
  type Wanted,
} from './engine.ts';
export { EngineError, type Failure, toFailure } from './failure.ts';
export type { Inside, Judgement, LayerOutput } from './inside.ts';
export { isOwn } from './own.ts';
export type { Progress } from './progress.ts';
