/** Packs the widget and the engine: `npm run build` calls it. The tarballs lie in dist/packages. */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buildPackages } from './build/packages.ts';

for (const tarball of await buildPackages(join(import.meta.dirname, '..', '..', 'dist', 'packages'))) {
  const { size } = await stat(tarball);
  console.log(`dist/packages/${basename(tarball)}: ${(size / 1024).toFixed(0)} KiB`);
}
