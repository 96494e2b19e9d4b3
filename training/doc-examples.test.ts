import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** The code of the only `@example` in a file, whose imports are relative to that file. */
async function exampleIn(path: string): Promise<string> {
  const [, example] = /^ \* @example\n((?: \*(?: .*)?\n)+?) \*\/$/m.exec(await readFile(path, 'utf8')) ?? [];
  if (example === undefined) {
    throw new Error(`${path} has no @example`);
  }
  return example.replace(/^ \* ?/gm, '');
}

it.each([
  ['../graph/gradient.ts', /^\[ 3 \] \d+$/],
  ['trainer/trainer.ts', /^1 \d+\.\d+$/],
])('the example in %s runs, and prints what it should', async (file, output) => {
  const path = join(import.meta.dirname, file);
  const flags = ['--input-type=module-typescript', '--eval', await exampleIn(path)];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: dirname(path) });
  expect(stdout.trim()).toMatch(output);
});
