/**
 * Builds `@dareka/training`, the package with the command `dareka-train`, into dist/packages; part of `npm run build`. Node runs no TypeScript
 * below node_modules, so tsc writes each file as JavaScript. All keep their folders, so that they find what lies beside them.
 */
import { chmod, cp, glob, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';
import { npmPack } from '../../files/npm-pack.ts';
import { runTsc } from '../../files/run-tsc.ts';
import { securityHeaders } from '../../worker/http/security-headers.ts';

const TRAINING = join(import.meta.dirname, '..');
const ROOT = join(TRAINING, '..');
const OUT = join(ROOT, 'dist', 'packages');
/** What the commands read, relative to `training/`. */
const ASSETS = [
  'recipes/*.toml',
  'sample/*.{jsonl,tar,toml}',
  'report/page.css',
  'report/scrubber.js',
  'measures/attributes/attributes-*',
];
/** What `latent/` and `picture/` import: the repository's own dependencies. */
const SHARED_DEPENDENCIES = ['@noble/hashes'];
/** They start from a checkpoint that is in the repository only. */
const REPOSITORY_ONLY = ['recipes/face-256-discriminator.toml', 'recipes/face-256-continued.toml'];
/** The commands of the package by the names of the repository's scripts, where these differ. */
const RENAMED: Readonly<Record<string, string>> = { 'publish-model': 'publish' };

/** The commands that help and errors name, as the package has them. */
function packageCommands(code: string): string {
  return code
    .replace(/npm run ([a-z-]+)(?: --(?= ))?/g, (_, name) => `npx dareka-train ${RENAMED[name] ?? name}`)
    .replace(/--config training\/recipes\/([a-z0-9-]+)\.toml/g, '--config $1');
}

async function renameCommands(folder: string): Promise<void> {
  for await (const name of glob('**/*.{js,toml}', { cwd: folder })) {
    const path = join(folder, name);
    await writeFile(path, packageCommands(await readFile(path, 'utf8')));
  }
}

async function copyAssets(folder: string): Promise<void> {
  for await (const name of glob(ASSETS, { cwd: TRAINING, exclude: REPOSITORY_ONLY })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await cp(join(TRAINING, name), join(folder, name));
  }
}

/** Those of a site: what its page may do, and that WebAssembly may have threads. */
async function pageHeaders(): Promise<Record<string, string>> {
  const app = new Hono().use(securityHeaders).get('/', (c) => c.body(null));
  const { 'strict-transport-security': _, ...headers } = Object.fromEntries((await app.request('/')).headers);
  return headers;
}

async function readPackage(folder: string) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

/** @returns the path of the tarball */
async function buildTraining(): Promise<string> {
  const stage = join(OUT, 'training');
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true });
  await runTsc(import.meta.dirname, stage);
  await copyAssets(join(stage, 'training'));
  await renameCommands(stage);
  await cp(join(ROOT, 'dist', 'page'), join(stage, 'page'), { recursive: true });
  await writeFile(join(stage, 'page-headers.json'), JSON.stringify(await pageHeaders(), null, 2));
  const bin = './training/command.js';
  await chmod(join(stage, bin), 0o755);
  const [source, root] = await Promise.all([readPackage(TRAINING), readPackage(ROOT)]);
  const { private: _, scripts: __, devDependencies: ___, ...shared } = source;
  const document = {
    ...shared,
    dependencies: {
      ...shared.dependencies,
      ...Object.fromEntries(SHARED_DEPENDENCIES.map((name) => [name, root.dependencies[name]])),
    },
    // The repository's scripts run on the Node that npm brings; the package on that of whoever installs it.
    engines: { node: '>=24' },
    bin: { 'dareka-train': bin },
    exports: { './package.json': './package.json' },
  };
  await writeFile(join(stage, 'package.json'), `${JSON.stringify(document, null, 2)}\n`);
  await cp(join(import.meta.dirname, 'README.md'), join(stage, 'README.md'));
  await cp(join(ROOT, 'LICENSE'), join(stage, 'LICENSE'));
  const tarball = join(OUT, 'dareka-training.tgz');
  await npmPack(stage, tarball);
  return tarball;
}

const { size } = await stat(await buildTraining());
console.log(`dist/packages/dareka-training.tgz: ${(size / 1024).toFixed(0)} KiB`);
