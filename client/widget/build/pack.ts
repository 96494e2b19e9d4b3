/** Packs the widget and the engine into dist/packages; part of `npm run build`. */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buildPackages } from './packages.ts';

for (const tarball of await buildPackages(join(import.meta.dirname, '..', '..', '..', 'dist', 'packages'))) {
  const { size } = await stat(tarball);
  console.log(`dist/packages/${basename(tarball)}: ${(size / 1024).toFixed(0)} KiB`);
}
