/** `@dareka/training`, installed by npm with its dependencies from the registry, into an empty folder outside the repository. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { trainAndPublish, writePictures } from '../own-pictures.ts';

const TARBALL = join(import.meta.dirname, '..', '..', '..', 'dist', 'packages', 'dareka-training.tgz');

const folder = await mkdtemp(join(tmpdir(), 'dareka-training-'));
try {
  await writeFile(join(folder, 'package.json'), '{}');
  // ONNX Runtime's script would download what only CUDA needs.
  const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', ['install', ...flags, TARBALL], { cwd: folder });
  await writePictures(folder);
  await trainAndPublish(folder);
  const { default: model } = JSON.parse(await readFile(join(folder, 'models', 'index.json'), 'utf8'));
  console.log(`training (npx dareka-train): trained, and published ${model}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
