/**
 * Builds the service worker: one script without imports, since not every browser supports modules there. The list of the
 * page's files is a constant in it, so that each build has another one.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/** A service worker controls the folder that it is served from: the whole site. */
const FILE_NAME = 'sw.js';
/** Pictures to train on, and the code that opens HEIC, are stored when they are used. */
const ON_DEMAND = /^assets\/((portraits|digits)-.*\.webp|heic-.*\.js|libheif-.*\.wasm)$/;

/** Operating systems request the icons of an installed page themselves; old programs request `favicon.ico`. */
const ICONS = /^((apple-touch-)?icon.*\.png|favicon\.ico)$/;

/** @param publicFolder its files are served unchanged */
export function serviceWorkerPlugin(publicFolder: string): Plugin {
  return {
    name: 'dareka:service-worker',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const digest = createHash('sha256');
        const built = Object.values(bundle);
        for (const file of built) {
          digest.update(file.type === 'chunk' ? file.code : file.source);
        }
        const publicFiles = readdirSync(publicFolder);
        for (const name of publicFiles) {
          digest.update(readFileSync(join(publicFolder, name)));
        }
        const names = built.map(({ fileName }) => fileName).filter((name) => name.startsWith('assets/'));
        const files = [
          ...names.filter((name) => !ON_DEMAND.test(name)),
          ...publicFiles.filter((name) => !ICONS.test(name)),
        ].sort();
        const source = await bundleScript(
          files.map((name) => `/${name}`),
          digest.digest('hex').slice(0, 12),
        );
        this.emitFile({ type: 'asset', fileName: FILE_NAME, source });
      },
    },
  };
}

async function bundleScript(files: readonly string[], version: string): Promise<string> {
  const [output] = [
    await build({
      configFile: false,
      logLevel: 'warn',
      define: { __PAGE_FILES__: JSON.stringify(files), __PAGE_VERSION__: JSON.stringify(version) },
      build: {
        write: false,
        target: 'es2022',
        lib: { entry: join(import.meta.dirname, 'main.ts'), formats: ['iife'], name: 'serviceWorker' },
      },
    }),
  ].flat();
  if (output === undefined || !('output' in output)) {
    throw new Error('the service worker was not built');
  }
  return output.output[0].code;
}
