/**
 * `npm run test:hosts -- [NAME …]` tries the packages and the site in other people's hands: each folder here has a `run.ts`,
 * which ends with an exit code other than 0 where something breaks. It needs `npm run build`, and the npm registry.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../../files/read-optional.ts';

async function allHosts(): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(import.meta.dirname)) {
    if (await exists(join(import.meta.dirname, name, 'run.ts'))) {
      names.push(name);
    }
  }
  return names;
}

const asked = process.argv.slice(2);
const failed: string[] = [];
for (const name of asked.length > 0 ? asked : await allHosts()) {
  const script = join(import.meta.dirname, name, 'run.ts');
  const [code] = await once(spawn(process.execPath, [script], { stdio: 'inherit' }), 'close');
  if (code !== 0) {
    failed.push(name);
  }
}
if (failed.length > 0) {
  console.error(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
