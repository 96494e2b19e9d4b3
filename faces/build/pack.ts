/** Builds `@dareka/faces`, with the model that `/a/v2/NAME` keeps, into dist/packages; part of `npm run build`. */
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { npmPack } from '../../files/npm-pack.ts';
import { runTsc } from '../../files/run-tsc.ts';
import { buildKernel } from '../../kernel/tools/build.ts';
import { CURRENT_AVATAR_VERSION } from '../../latent/avatar.ts';
import { parseModelIndex } from '../../latent/model/manifest.ts';

const FACES = join(import.meta.dirname, '..');
const ROOT = join(FACES, '..');
const MODELS = join(ROOT, 'models');
const OUT = join(ROOT, 'dist', 'packages');
/** What drawing takes; the published card, film and discriminator are left out. */
const MODEL_FILES = ['manifest.json', 'generator.weights', 'directions.bin', 'card.md'];

/** Writes index.js, command.js and what they share. */
async function bundleInto(folder: string): Promise<void> {
  const build = await rolldown({
    input: { index: join(FACES, 'index.ts'), command: join(FACES, 'command.ts') },
    platform: 'node',
    transform: { target: 'es2022' },
  });
  try {
    await build.write({ dir: folder, format: 'esm', chunkFileNames: '[name].js' });
  } finally {
    await build.close();
  }
}

async function readJson(path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(path, 'utf8'));
}

/** @returns the path of the tarball */
async function buildFaces(): Promise<string> {
  const stage = join(OUT, 'faces');
  await rm(stage, { recursive: true, force: true });
  await mkdir(join(stage, 'model'), { recursive: true });
  await bundleInto(stage);
  await runTsc(join(import.meta.dirname, 'tsconfig.types.json'), join(stage, 'types'));
  const index = parseModelIndex(await readJson(join(MODELS, 'index.json')));
  const model = index.avatars?.[CURRENT_AVATAR_VERSION] ?? index.default;
  for (const name of MODEL_FILES) {
    await cp(join(MODELS, model, name), join(stage, 'model', name));
  }
  await writeFile(join(stage, 'generator.wasm'), await buildKernel());
  const { private: _, exports: __, bin: ___, ...source } = await readJson(join(FACES, 'package.json'));
  const types = './types/faces/index.d.ts';
  const document = {
    ...source,
    exports: { '.': { types, default: './index.js' }, './package.json': './package.json' },
    types,
    bin: { dareka: './command.js' },
    sideEffects: false,
  };
  await writeFile(join(stage, 'package.json'), `${JSON.stringify(document, null, 2)}\n`);
  await cp(join(FACES, 'README.md'), join(stage, 'README.md'));
  await cp(join(ROOT, 'LICENSE'), join(stage, 'LICENSE'));
  const tarball = join(OUT, 'dareka-faces.tgz');
  await npmPack(stage, tarball);
  return tarball;
}

const { size } = await stat(await buildFaces());
console.log(`dist/packages/dareka-faces.tgz: ${(size / 1024).toFixed(0)} KiB`);
