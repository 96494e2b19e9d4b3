/**
 * ONNX Runtime Web: the build of it that a backend needs. It is loaded by its URL while the engine runs, so that no bundle of
 * the engine contains it or refers to its files.
 */
import type { Backend } from '../../backend.ts';
import { readChunks } from '../download/http.ts';
import { runOnBackend } from './backend-failure.ts';

export type OnnxRuntime = typeof import('onnxruntime-web');

export type Runtime = {
  readonly ort: OnnxRuntime;
  /** Resolves when the download of its WebAssembly has ended, in success or failure. */
  readonly downloaded: Promise<void>;
};

/** ONNX Runtime's version, and the sizes of its .wasm files in bytes, decoded: a constant of the build (vite.config.ts). */
declare const __ONNX_RUNTIME__: {
  readonly version: string;
  readonly bytes: Readonly<Record<string, number>>;
};

/** Names of the WebAssembly and of the ES module that is its API, in the folder of a version. */
type Build = { readonly wasm: string; readonly module: string };

const WASM: Build = { wasm: 'ort-wasm-simd-threaded.wasm', module: 'ort.wasm.min.mjs' };
/** WebGPU, which waits for the GPU through JavaScript Promise Integration. */
const WEBGPU_JSPI: Build = { wasm: 'ort-wasm-simd-threaded.jspi.wasm', module: 'ort.jspi.min.mjs' };
/** WebGPU for browsers without JSPI. It waits through Asyncify, and is 1.5 times as large. */
const WEBGPU_ASYNCIFY: Build = {
  wasm: 'ort-wasm-simd-threaded.asyncify.wasm',
  module: 'ort.webgpu.min.mjs',
};

function buildFor(backend: Backend): Build {
  if (backend === 'wasm') {
    return WASM;
  }
  return 'Suspending' in WebAssembly ? WEBGPU_JSPI : WEBGPU_ASYNCIFY;
}

/** The size of the WebAssembly that this backend downloads, in bytes, decoded. */
export function runtimeBytes(backend: Backend): number {
  return __ONNX_RUNTIME__.bytes[buildFor(backend).wasm] ?? 0;
}

/**
 * What starting this backend downloads: the ES module that the engine imports, and the WebAssembly.
 *
 * @param folder URL of ONNX Runtime's files; it contains a folder for each version
 * @returns absolute URLs
 */
function runtimeFiles(backend: Backend, folder: string): { wasm: string; module: string } {
  const build = buildFor(backend);
  const version = new URL(`${folder}${__ONNX_RUNTIME__.version}/`, self.location.href);
  const urlOf = (name: string): string => new URL(name, version).href;
  return { wasm: urlOf(build.wasm), module: urlOf(build.module) };
}

/**
 * Loads ONNX Runtime's JavaScript, configures it, and starts the download of its WebAssembly, which the first session
 * awaits.
 *
 * @param folder URL of ONNX Runtime's files; it contains a folder for each version
 * @param threads the largest number; they share memory, which browsers allow only where the page is cross-origin isolated
 * @param onProgress called with the number of bytes of the .wasm file received so far
 * @throws EngineError of kind `backend`
 */
export async function loadRuntime(
  backend: Backend,
  folder: string,
  threads: number,
  onProgress: (bytes: number) => void,
): Promise<Runtime> {
  return runOnBackend(backend, async () => {
    const { wasm, module } = runtimeFiles(backend, folder);
    const ort: OnnxRuntime = await import(/* @vite-ignore */ module);
    ort.env.logLevel = 'error';
    ort.env.wasm.wasmPaths = new URL('.', wasm).href;
    ort.env.wasm.numThreads = backend === 'wasm' && self.crossOriginIsolated ? threads : 1;
    return { ort, downloaded: fetchEarly(wasm, onProgress) };
  });
}

/**
 * Starts the download of the .wasm file before ONNX Runtime does, and counts its bytes.
 *
 * ONNX Runtime fetches that file itself, when the first session is created, and reports no progress. It is by far the
 * largest download, so it has to start at once, beside the model's, and to show in the progress bar. ONNX Runtime's own
 * fetch of the same URL is given this response: one download, compiled while it streams, from a response that the
 * browser can cache compiled code with.
 *
 * @param url absolute
 * @param onProgress called with the number of bytes received so far
 * @returns resolves when all of it has been received, or no more will be
 */
async function fetchEarly(url: string, onProgress: (bytes: number) => void): Promise<void> {
  const original = self.fetch;
  const response = original(url, { credentials: 'same-origin' });
  self.fetch = (input, init) => {
    if (String(input) !== url) {
      return original(input, init);
    }
    self.fetch = original;
    return response;
  };
  try {
    const copy = (await response).clone();
    if (copy.ok) {
      await readChunks(copy, (_, bytes) => onProgress(bytes));
    }
  } catch {
    // A failed download fails in the response that ONNX Runtime reads; this copy is only counted.
  }
}
