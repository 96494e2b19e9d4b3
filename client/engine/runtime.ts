/** Public entry `@dareka/engine/runtime`: ONNX Runtime Web as the engine loads it, for the page's own training. */
export { createProgressTracker, type ProgressTracker } from './progress.ts';
export {
  loadRuntime,
  type OnnxRuntime,
  type Runtime,
  runtimeBytes,
  runtimeFiles,
} from './worker/backends/onnx-runtime.ts';
