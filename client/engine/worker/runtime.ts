/** ONNX Runtime Web, the one build of it that the backend needs, from this site's own copy. */
import type { Backend } from '../backend.ts';
import { EngineError, messageOf } from '../failure.ts';
import { fetchRuntime } from './runtime-fetch.ts';

export type OnnxRuntime = typeof import('onnxruntime-web');

export type Runtime = {
  readonly ort: OnnxRuntime;
  /** When its WebAssembly has come whole, or in vain. */
  readonly arrived: Promise<void>;
  /** URL of the script that it loads with the first session. */
  readonly script: string;
};

/** How many bytes each of ONNX Runtime's .wasm files has; the build writes it in (vite.config.ts). */
declare const __ONNX_RUNTIME_BYTES__: Readonly<Record<string, number>>;

type Build = { file: string; load: () => Promise<OnnxRuntime> };

const WASM: Build = {
  file: 'ort-wasm-simd-threaded.wasm',
  load: () => import('onnxruntime-web/wasm'),
};
/** WebGPU, waiting for the GPU by JavaScript Promise Integration. */
const WEBGPU_JSPI: Build = {
  file: 'ort-wasm-simd-threaded.jspi.wasm',
  load: () => import('onnxruntime-web/jspi'),
};
/** WebGPU, waiting by rewritten code: half as large again, for browsers without JSPI. */
const WEBGPU_ASYNCIFY: Build = {
  file: 'ort-wasm-simd-threaded.asyncify.wasm',
  load: () => import('onnxruntime-web/webgpu'),
};

function buildFor(backend: Backend): Build {
  if (backend === 'wasm') {
    return WASM;
  }
  return 'Suspending' in WebAssembly ? WEBGPU_JSPI : WEBGPU_ASYNCIFY;
}

/** How many bytes starting this backend downloads, at most. */
export function runtimeBytes(backend: Backend): number {
  return __ONNX_RUNTIME_BYTES__[buildFor(backend).file] ?? 0;
}

/**
 * Loads ONNX Runtime's JavaScript, sets it up, and begins the download of its WebAssembly, which the first
 * session awaits.
 *
 * @param folder URL of ONNX Runtime's files, with a folder of each version in it
 * @param threads at most so many; they share memory, which browsers allow only where the page is cross-origin isolated
 * @param loaded called with the bytes of the .wasm file that have come so far
 * @throws EngineError of kind `backend`
 */
export async function loadRuntime(
  backend: Backend,
  folder: string,
  threads: number,
  loaded: (bytes: number) => void,
): Promise<Runtime> {
  const build = buildFor(backend);
  try {
    const ort = await build.load();
    const home = new URL(`${folder}${ort.env.versions.web}/`, self.location.href).href;
    ort.env.logLevel = 'error';
    ort.env.wasm.wasmPaths = home;
    ort.env.wasm.numThreads = backend === 'wasm' && self.crossOriginIsolated ? threads : 1;
    const script = home + build.file.replace(/wasm$/, 'mjs');
    return { ort, arrived: fetchRuntime(home + build.file, loaded), script };
  } catch (error) {
    throw new EngineError({ kind: 'backend', backend, detail: messageOf(error) }, { cause: error });
  }
}
