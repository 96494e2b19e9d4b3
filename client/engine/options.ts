/** The options of `openEngine`, and what a caller may get wrong in them. */
import { BACKENDS, type Backend, RUNTIMES, type RuntimeName } from './backend.ts';
import { readLocations } from './locations.ts';
import type { Settings } from './messages.ts';
import type { EngineEvents, StartWorker } from './worker-bridge.ts';

export type EngineOptions = EngineEvents & {
  /** URL of the folder of published models, such as `https://dareka.example/models/`; `index.json` is in it. */
  models?: string | URL | undefined;
  /** URL of a published model's folder, or of the manifest in it. It is the default model, and needs no `index.json`. */
  model?: string | URL | undefined;
  /**
   * What draws this project's generators: its own kernel, or ONNX Runtime Web, which has to be downloaded. By default the
   * kernel. Any other generator is drawn by ONNX Runtime.
   */
  runtime?: RuntimeName | null | undefined;
  /**
   * URL of the folder of ONNX Runtime's files; it contains a folder for each version. By default `ort/` beside the folder of
   * models, where a Dareka site has it.
   */
  onnxRuntime?: string | URL | undefined;
  /** The only backend to use. By default the engine chooses one, and falls back to the other if it fails. */
  backend?: Backend | null | undefined;
  /** The largest number of threads. By default one fewer than the device has cores, up to four. */
  threads?: number | undefined;
  /** How many faces are drawn at once; 8 by default. Larger batches take longer to appear, and to abort. */
  batch?: number | undefined;
  /**
   * Starts the engine's worker, a script that contains `@dareka/engine/worker`. By default the package starts it from a blob,
   * which a content security policy has to allow: `worker-src blob:`. `crossOriginWorker` starts a script of another origin.
   * It is called again for each thread that draws beside that worker. Where it throws for the worker, calls reject with an EngineError of
   * kind `internal`; where it throws for a thread, fewer threads draw.
   */
  worker?: StartWorker | undefined;
};

/**
 * What the worker is told of the options. Callers may write JavaScript, so nothing is taken for granted.
 *
 * @throws TypeError where neither `models` nor `model` is given, or an option has a value that it cannot have
 */
export function readSettings(options: EngineOptions): Omit<Settings, 'recovery'> {
  const { models, model, runtime, onnxRuntime, backend = null, threads, batch, worker } = options;
  const locations = readLocations({ models, model, onnxRuntime });
  for (const [name, value] of Object.entries({ threads, batch })) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
      throw new TypeError(`${name} is a whole number of at least 1, not ${value}`);
    }
  }
  if (worker !== undefined && typeof worker !== 'function') {
    throw new TypeError(
      `worker is a function that starts one, not ${worker}; crossOriginWorker makes one of a URL`,
    );
  }
  if (runtime && !RUNTIMES.includes(runtime)) {
    throw new TypeError(`runtime is ${RUNTIMES.join(' or ')}, not ${runtime}; onnxRuntime is a URL`);
  }
  if (backend && !BACKENDS.includes(backend)) {
    throw new TypeError(`backend is ${BACKENDS.join(' or ')}, not ${backend}`);
  }
  return {
    ...locations,
    runtime: runtime ?? 'kernel',
    backend,
    threads: threads ?? null,
    batch: batch ?? null,
  };
}
