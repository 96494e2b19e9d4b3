/**
 * `npm run -w @dareka/widget release` stores the widget of this source in releases/, under the version of package.json, for
 * pages of other sites to pin. A version can be released only once.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeAtomic, writeFolderAtomic } from '../../../files/write-atomic.ts';
import { embedFiles } from './embed.ts';
import { integrityOf, RELEASES, RELEASES_FILE, releasesSchema } from './releases.ts';

async function release(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, '..', 'package.json'), 'utf8'));
  const before = v.parse(releasesSchema, JSON.parse(await readFile(RELEASES_FILE, 'utf8')));
  if (before.some((each) => each.version === version)) {
    throw new Error(`${version} has been released already: increase the version in package.json`);
  }
  const files = await embedFiles();
  const hashes = Array.from(files, ([name, code]) => [name, integrityOf(Buffer.from(code))]);
  const after = v.parse(releasesSchema, [...before, { version, files: Object.fromEntries(hashes) }]);
  await writeFolderAtomic(join(RELEASES, version), async (folder) => {
    for (const [name, code] of files) {
      await writeFile(join(folder, name), code);
    }
  });
  await writeAtomic(RELEASES_FILE, `${JSON.stringify(after, null, 2)}\n`);
  return version;
}

await release().then(
  (version) => console.log(`released ${version}`),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
