/** The files of ONNX Runtime Web that the page loads while it runs, from the package that npm installed. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Each build is a module and its WebAssembly: plain (WASM SIMD), and two ways for WebGPU to wait inside it. */
const BUILDS = [
  'ort-wasm-simd-threaded',
  'ort-wasm-simd-threaded.jspi',
  'ort-wasm-simd-threaded.asyncify',
] as const;

export type RuntimeFiles = {
  /** The version of the package. */
  readonly version: string;
  /** From name to where it lies. */
  readonly files: ReadonlyMap<string, string>;
};

/** @throws Error where onnxruntime-web is not installed */
export async function findRuntime(): Promise<RuntimeFiles> {
  const names = BUILDS.flatMap((build) => [`${build}.mjs`, `${build}.wasm`]);
  const located = names.map(
    (name) => [name, new URL(import.meta.resolve(`onnxruntime-web/${name}`))] as const,
  );
  const [first] = located;
  if (first === undefined) throw new Error('there are no builds to look for');
  const { version } = JSON.parse(await readFile(new URL('../package.json', first[1]), 'utf8'));
  return { version, files: new Map(located.map(([name, url]) => [name, fileURLToPath(url)])) };
}
