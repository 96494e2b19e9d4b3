/** Bundles the widget and the engine, each into one file. */
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { kernelPlugin } from '../../../kernel/tools/vite-plugin.ts';
import clientConfig from '../../vite.config.ts';

const WIDGET = join(import.meta.dirname, '..');
const ENGINE = join(WIDGET, '..', 'engine');

export const ENTRIES = {
  /** The element for any page. */
  embed: join(WIDGET, 'embed.ts'),
  /** What it loads on the first touch. */
  live: join(WIDGET, 'live.ts'),
  widget: join(WIDGET, 'index.ts'),
  react: join(WIDGET, 'components', 'react.ts'),
  vue: join(WIDGET, 'components', 'vue.ts'),
  engine: join(ENGINE, 'index.ts'),
  worker: join(ENGINE, 'worker', 'main.ts'),
} as const;

/** The widget's style sheets are template literals. */
const STYLES = join(WIDGET, 'styles.ts');

/** Where a bundle has the code of the engine's worker. */
export type WorkerCode =
  /** In the script `worker.js` beside the bundle. */
  | 'beside'
  /** As a text in the module `worker-code.js` beside the bundle, so that other bundlers can bundle both. */
  | 'module';

/** The module that starts the engine's worker, and the one that the package has in its place. */
const START_WORKER = join(ENGINE, 'start-worker.ts');
const START_PACKAGED_WORKER = join(ENGINE, 'start-packaged-worker.ts');

/**
 * @param worker where the code of the engine's worker is, which is started unless a caller starts another one
 * @param external modules that the bundle imports
 * @returns one minified ES module
 * @throws Error of the bundler where a module does not parse or does not exist
 */
export async function bundle(
  entry: string,
  worker: WorkerCode,
  external: readonly string[] = [],
): Promise<string> {
  const build = await rolldown({
    input: entry,
    external: [...external],
    platform: 'browser',
    transform: { target: 'es2022', define: clientConfig.define as Record<string, string> },
    plugins: [
      kernelPlugin(),
      {
        name: 'element-beside',
        resolveId: (source) => (source === '../index.ts' ? { id: './index.js', external: true } : null),
      },
      {
        name: 'start-worker',
        async resolveId(source, importer) {
          if (source === 'virtual:worker-code') {
            return { id: './worker-code.js', external: true };
          }
          const resolved = source.endsWith('start-worker.ts') && (await this.resolve(source, importer));
          return worker === 'module' && resolved && resolved.id === START_WORKER
            ? START_PACKAGED_WORKER
            : null;
        },
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
