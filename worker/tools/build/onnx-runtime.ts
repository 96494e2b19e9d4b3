/** The files of ONNX Runtime Web that the page loads while it runs, from the package that npm installed. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Each build is a module and its WebAssembly: plain (WASM SIMD), and two for WebGPU, by JSPI and by Asyncify. */
const BUILDS = [
  'ort-wasm-simd-threaded',
  'ort-wasm-simd-threaded.jspi',
  'ort-wasm-simd-threaded.asyncify',
] as const;

/** ONNX Runtime's JavaScript for each build: the page bundles it, the widget's worker loads it. */
const MODULES = ['ort.wasm.min.mjs', 'ort.jspi.min.mjs', 'ort.webgpu.min.mjs'] as const;

export type RuntimeFiles = {
  /** The version of the package. */
  readonly version: string;
  /** From a file's name to its path on disk. */
  readonly files: ReadonlyMap<string, string>;
};

/** @throws Error if onnxruntime-web is not installed */
export async function findOnnxRuntime(): Promise<RuntimeFiles> {
  const dist = new URL('./', import.meta.resolve('onnxruntime-web'));
  const names = [...MODULES, ...BUILDS.flatMap((build) => [`${build}.mjs`, `${build}.wasm`])];
  const { version } = JSON.parse(await readFile(new URL('../package.json', dist), 'utf8'));
  return { version, files: new Map(names.map((name) => [name, fileURLToPath(new URL(name, dist))])) };
}
