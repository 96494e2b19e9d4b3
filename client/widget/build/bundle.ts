/** Bundles of the widget and the engine, each in one file of its own. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { kernelPlugin } from '../../../kernel/tools/vite-plugin.ts';
import clientConfig from '../../vite.config.ts';

const WIDGET = join(import.meta.dirname, '..');
const ENGINE = join(WIDGET, '..', 'engine');

export const ENTRIES = {
  /** The element for any page, the engine's side of the page in it. */
  embed: join(WIDGET, 'embed.ts'),
  widget: join(WIDGET, 'index.ts'),
  engine: join(ENGINE, 'index.ts'),
  worker: join(ENGINE, 'worker', 'main.ts'),
} as const;

/** Where ONNX Runtime's own files come from. */
export type RuntimeSource =
  /** The site's `/ort/VERSION/`, which lies two folders above a script of `/embed/v1/`. */
  | 'site'
  /** The bundle itself. */
  | 'bundled';

const ONNX_RUNTIME = /^onnxruntime-web\/(?<build>wasm|jspi|webgpu)$/;

async function onnxRuntimeVersion(): Promise<string> {
  const entry = dirname(fileURLToPath(import.meta.resolve('onnxruntime-web')));
  return JSON.parse(await readFile(join(entry, '..', 'package.json'), 'utf8')).version;
}

/**
 * @param external modules to leave to whoever uses the bundle
 * @returns one ES module, minified
 * @throws Error of the bundler's where a module does not parse or is not there
 */
export async function bundle(
  entry: string,
  runtime: RuntimeSource,
  external: readonly string[] = [],
): Promise<string> {
  const version = await onnxRuntimeVersion();
  const build = await rolldown({
    input: entry,
    external: [...external],
    platform: 'browser',
    transform: { target: 'es2022', define: clientConfig.define as Record<string, string> },
    resolve: { conditionNames: ['onnxruntime-web-use-extern-wasm', 'import', 'default'] },
    plugins: [
      kernelPlugin(),
      {
        name: 'onnx-runtime',
        resolveId(source) {
          const name = ONNX_RUNTIME.exec(source)?.groups?.build;
          if (runtime === 'bundled' || name === undefined) {
            return null;
          }
          return { id: `../../ort/${version}/ort.${name}.min.mjs`, external: true };
        },
      },
      {
        name: 'worker-beside',
        // Published, the worker lies beside the engine, and is no TypeScript any more.
        transform: (code) => code.replace(`'./worker/main.ts'`, `'./worker.js'`),
      },
    ],
  });
  try {
    const { output } = await build.generate({
      format: 'esm',
      minify: true,
      comments: false,
      codeSplitting: false,
    });
    if (output.length > 1) {
      throw new Error(`${entry} takes ${output.length} files, not one`);
    }
    return output[0].code;
  } finally {
    await build.close();
  }
}
