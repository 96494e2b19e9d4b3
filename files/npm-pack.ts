/** Packs a folder as npm does. */
import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * @param folder with a package.json
 * @param out the path of the tarball
 */
export async function npmPack(folder: string, out: string): Promise<void> {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--json'], { cwd: folder });
  const [{ filename }] = JSON.parse(stdout);
  await rename(join(folder, filename), out);
}
