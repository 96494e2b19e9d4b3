/** Compiles a TypeScript project of this repository into a folder, for a package. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const TSC = join(import.meta.dirname, '..', 'node_modules', '.bin', 'tsc');

/**
 * On one thread: with several, TypeScript 7.0 once left out a third of the files, and said nothing.
 *
 * @param project a folder with a tsconfig.json, or the path of another file
 * @throws Error with what the compiler says
 */
export async function runTsc(project: string, out: string): Promise<void> {
  await promisify(execFile)(TSC, ['-p', project, '--singleThreaded', '--outDir', out]);
}
