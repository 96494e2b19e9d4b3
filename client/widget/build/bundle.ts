/** Bundles the widget and the engine, each into one file. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { kernelPlugin } from '../../../kernel/tools/vite-plugin.ts';
import clientConfig from '../../vite.config.ts';

const WIDGET = join(import.meta.dirname, '..');
const ENGINE = join(WIDGET, '..', 'engine');

export const ENTRIES = {
  /** The element for any page, with the engine. */
  embed: join(WIDGET, 'embed.ts'),
  widget: join(WIDGET, 'index.ts'),
  engine: join(ENGINE, 'index.ts'),
  worker: join(ENGINE, 'worker', 'main.ts'),
} as const;

/** Where ONNX Runtime's files come from. */
export type RuntimeSource =
  /** The site's `/ort/VERSION/`, two folders above a script of `/embed/v1/`. */
  | 'site'
  /** The bundle. */
  | 'bundled';

/** The widget's style sheets are template literals. */
const STYLES = join(WIDGET, 'styles.ts');

const ONNX_RUNTIME = /^onnxruntime-web\/(?<build>wasm|jspi|webgpu)$/;

async function onnxRuntimeVersion(): Promise<string> {
  const entry = dirname(fileURLToPath(import.meta.resolve('onnxruntime-web')));
  return JSON.parse(await readFile(join(entry, '..', 'package.json'), 'utf8')).version;
}

/**
 * @param external modules that the bundle imports
 * @returns one minified ES module
 * @throws Error of the bundler where a module does not parse or does not exist
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
        // Once published, the worker is a script beside the engine.
        transform: (code) => code.replace(`'./worker/main.ts'`, `'./worker.js'`),
      },
      {
        name: 'minify-styles',
        transform: (code, id) => (id === STYLES ? code.replace(/`[^`]+`/g, minifyCss) : null),
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

/** Removes whitespace that has no meaning in these style sheets, which have no strings or comments. */
function minifyCss(css: string): string {
  return css
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}');
}
