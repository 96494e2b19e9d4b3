import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { kernelPlugin } from '../kernel/tools/vite-plugin.ts';
import { serviceWorkerPlugin } from './service-worker/plugin.ts';
import { viewDocumentsPlugin } from './view-documents.ts';

const onnxRuntime = dirname(fileURLToPath(import.meta.resolve('onnxruntime-web')));

/** For the URLs of ONNX Runtime's files, and for progress: its version, and bytes by file name. */
const onnxRuntimeFacts = {
  version: JSON.parse(readFileSync(join(onnxRuntime, '..', 'package.json'), 'utf8')).version as string,
  bytes: Object.fromEntries(
    readdirSync(onnxRuntime)
      .filter((name) => name.endsWith('.wasm'))
      .map((name) => [name, statSync(join(onnxRuntime, name)).size]),
  ),
};

/** Where the source code is, for the page's footer: of whoever builds the site, or of package.json; null where neither says. */
const repository: string | null =
  process.env.REPOSITORY ||
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')).homepage ||
  null;

/** The bundle of a view is named after its folder: all of them are `view.tsx`. */
function chunkName({ name, facadeModuleId }: { name: string; facadeModuleId?: string | null }): string {
  return name === 'view' && facadeModuleId ? basename(dirname(facadeModuleId)) : name;
}

export default defineConfig({
  root: import.meta.dirname,
  define: {
    __ONNX_RUNTIME__: JSON.stringify(onnxRuntimeFacts),
    __REPOSITORY__: JSON.stringify(repository),
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [viewDocumentsPlugin(), serviceWorkerPlugin(join(import.meta.dirname, 'public'))],
  worker: { format: 'es', plugins: () => [kernelPlugin()] },
  build: {
    outDir: join('..', 'dist', 'page'),
    emptyOutDir: true,
    target: 'es2022',
    // Nothing is inlined: the content security policy allows neither inline scripts nor data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        main: join(import.meta.dirname, 'index.html'),
        embed: join(import.meta.dirname, 'embed.html'),
      },
      output: { chunkFileNames: (chunk) => `assets/${chunkName(chunk)}-[hash].js` },
      // The home view is in the list of lazy views too, but in the first bundle (page/main.tsx).
      checks: { ineffectiveDynamicImport: false },
    },
  },
});
