/** Compiles the renderer, where a compiler is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const SOURCES = join(import.meta.dirname, 'renderer');
const WHAT_IS_NEEDED = 'it needs make and a C++17 compiler; on Debian: apt-get install make g++';

/**
 * Runs make, which compiles what is not up to date.
 * @returns the path of the renderer
 * @throws Error where there is no make or no compiler, or where it refuses the sources
 */
export async function buildRenderer(sources = SOURCES): Promise<string> {
  const make = spawn('make', ['-C', sources, `-j${availableParallelism()}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors = text(make.stderr);
  const code = await once(make, 'close').then(
    ([status]) => status,
    (cause) => {
      throw new Error(`the renderer could not be built: ${WHAT_IS_NEEDED}`, { cause });
    },
  );
  if (code !== 0) {
    throw new Error(`the renderer could not be built: ${WHAT_IS_NEEDED}\n${(await errors).trim()}`);
  }
  return join(sources, 'build', 'render-portraits');
}
