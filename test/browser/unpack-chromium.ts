/**
 * Unpacks the browser of `@sparticuz/chromium`, and the shared libraries that it needs on machines without them, into the
 * system's temporary folder: the package knows no other place. `chromium.ts` runs this as a process of its own with another
 * `TMPDIR`, since a process that changes its own `TMPDIR` changes it for all that runs in it meanwhile.
 */
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';

const [libraries] = process.argv.slice(2);
await chromium.executablePath();
await inflate(
  join(dirname(findPackageJSON('@sparticuz/chromium', import.meta.url) ?? ''), 'bin', `${libraries}.tar.br`),
);
