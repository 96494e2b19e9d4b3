/** Builds the widget and the engine as npm packages: ES modules, types, and tarballs that install without a registry. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmPack } from '../../../files/npm-pack.ts';
import { runTsc } from '../../../files/run-tsc.ts';
import { bundle, ENTRIES } from './bundle.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const CLIENT = join(ROOT, 'client');

type Package = {
  /** The folder in client/; the tarball is named after it. */
  readonly folder: 'engine' | 'widget';
  /** Code by file name. */
  readonly modules: Readonly<Record<string, string>>;
  /** Fields of package.json beside the source's own. */
  readonly extra: Readonly<Record<string, unknown>>;
};

function typesOf(folder: string, file = 'index.d.ts'): string {
  return `./types/client/${folder}/${file}`;
}

/** Tells the bundlers of other people that a module is fetched by its URL while the code runs. */
const BY_URL = '/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */';

/**
 * The engine's worker imports nothing but ONNX Runtime, by URL.
 *
 * @throws Error where it imports anything else
 */
async function workerCode(): Promise<string> {
  const code = await bundle(ENTRIES.worker, 'beside');
  const imports = code.match(/\bimport\b(?!\.meta)[^;]{0,40}/g) ?? [];
  if (imports.length !== 1 || !imports[0]?.startsWith('import(')) {
    throw new Error(`the engine's worker has these imports, where one by URL was expected: ${imports}`);
  }
  return code.replace('import(', `import(${BY_URL} `);
}

async function engine(): Promise<Package> {
  const worker = await workerCode();
  return {
    folder: 'engine',
    modules: {
      'index.js': await bundle(ENTRIES.engine, 'module'),
      'worker.js': worker,
      'worker.d.ts':
        '/** A script for `new Worker(url, { type: "module" })`: it exports nothing. */\nexport {};\n',
      'worker-code.js': `export const code = ${JSON.stringify(worker)};\n`,
    },
    extra: {
      exports: {
        '.': { types: typesOf('engine'), default: './index.js' },
        './worker': { types: './worker.d.ts', default: './worker.js' },
        './package.json': './package.json',
      },
      sideEffects: ['./worker.js'],
      // The modules are self-contained. The types of manifests refer to valibot's, so that is bundled for its types.
      dependencies: { valibot: await versionOf('valibot') },
      bundleDependencies: ['valibot'],
    },
  };
}

/** What Next.js needs to know of a module that runs in the browser, too. */
const USE_CLIENT = "'use client';\n";

async function widget(): Promise<Package> {
  const component = (name: string) => ({
    types: typesOf('widget', `components/${name}.d.ts`),
    default: `./${name}.js`,
  });
  const typesOnly = (name: string) => ({
    types: typesOf('widget', `types/${name}.d.ts`),
    default: './types.js',
  });
  return {
    folder: 'widget',
    modules: {
      'index.js': await bundle(ENTRIES.widget, 'beside', ['@dareka/engine']),
      'react.js': USE_CLIENT + (await bundle(ENTRIES.react, 'beside', ['react'])),
      'vue.js': await bundle(ENTRIES.vue, 'beside', ['vue']),
      // Bundlers need a module also where an import only brings types.
      'types.js': 'export {};\n',
    },
    extra: {
      exports: {
        '.': { types: typesOf('widget'), default: './index.js' },
        './react': component('react'),
        './vue': component('vue'),
        './preact': typesOnly('preact'),
        './svelte': typesOnly('svelte'),
      },
    },
  };
}

async function readPackage(folder: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

function installed(name: string): string {
  return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
}

async function versionOf(name: string): Promise<unknown> {
  return (await readPackage(installed(name))).version;
}

/** Emits the types of both, and of all that they import, into a folder. */
async function emitTypes(out: string): Promise<void> {
  await runTsc(join(import.meta.dirname, 'tsconfig.types.json'), out);
  await cp(join(CLIENT, 'widget', 'types'), join(out, 'client', 'widget', 'types'), { recursive: true });
}

/**
 * Fills a folder with a package and packs it.
 *
 * @returns the path of the tarball
 */
async function pack({ folder, modules, extra }: Package, types: string, out: string): Promise<string> {
  const stage = join(out, folder);
  const {
    scripts: _,
    private: __,
    exports: ___,
    dependencies,
    ...source
  } = await readPackage(join(CLIENT, folder));
  const document = {
    ...source,
    sideEffects: false,
    // For bundlers that do not read `exports`.
    main: './index.js',
    types: typesOf(folder),
    dependencies: folder === 'engine' ? {} : dependencies,
    ...extra,
  };
  await mkdir(stage, { recursive: true });
  await writeFile(join(stage, 'package.json'), `${JSON.stringify(document, null, 2)}\n`);
  for (const [name, code] of Object.entries(modules)) {
    await writeFile(join(stage, name), code);
  }
  await cp(types, join(stage, 'types'), { recursive: true });
  await cp(join(CLIENT, folder, 'README.md'), join(stage, 'README.md'));
  await cp(join(ROOT, 'LICENSE'), join(stage, 'LICENSE'));
  for (const name of (document as { bundleDependencies?: readonly string[] }).bundleDependencies ?? []) {
    await cp(installed(name), join(stage, 'node_modules', name), { recursive: true });
  }
  const tarball = join(out, `dareka-${folder}.tgz`);
  await npmPack(stage, tarball);
  return tarball;
}

/**
 * Fills a folder with `dareka-engine.tgz` and `dareka-widget.tgz`, and their contents.
 *
 * @returns the paths of the tarballs
 */
export async function buildPackages(out: string): Promise<string[]> {
  const types = join(out, 'types');
  await rm(out, { recursive: true, force: true });
  await emitTypes(types);
  const tarballs: string[] = [];
  for (const each of [await engine(), await widget()]) {
    tarballs.push(await pack(each, types, out));
  }
  await rm(types, { recursive: true });
  return tarballs;
}
