/**
 * Decodes the environment maps of the npm package @pmndrs/assets to plain floats, which pack_assets.py reads.
 *
 *     npm run -w training unpack-environments -- --packages DIR --out DIR
 *
 *     --packages DIR    where `npm install @pmndrs/assets@1.7.0 three@0.170.0` has run; three has the EXR reader
 *     --out DIR         gets NAME.WIDTHxHEIGHT.f32: f32 [height, width, 4], RGBA, rows from bottom to top
 */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { writeAtomic } from '../../../files/write-atomic.ts';
import { runCommand, UsageError, userPath } from '../../command-line.ts';

/** What is used of three's EXRLoader; three is no dependency of this package. */
type Loader = {
  setDataType(type: number): Loader;
  parse(file: ArrayBuffer): { width: number; height: number; data: Float32Array };
};

/** The maps are JavaScript modules that hold an EXR file as a data URL. */
const ENDING = '.exr.js';

/** Imports a module that is installed in a folder. */
async function importFrom(folder: string, module: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(module)).href);
  } catch (cause) {
    throw new Error(`${folder}: has no ${module}; run npm install @pmndrs/assets@1.7.0 three@0.170.0 there`, {
      cause,
    });
  }
}

/** @throws Error where the module holds no data URL */
async function exrOf(path: string): Promise<ArrayBuffer> {
  const [, base64] = /base64,([A-Za-z0-9+/=]+)/.exec(await readFile(path, 'utf8')) ?? [];
  if (base64 === undefined) {
    throw new Error(`${path}: holds no data URL`);
  }
  return Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
}

await runCommand(async () => {
  const { values: flags } = parseArgs({ options: { packages: { type: 'string' }, out: { type: 'string' } } });
  if (flags.packages === undefined || flags.out === undefined) {
    throw new UsageError('write --packages DIR and --out DIR; see --help');
  }
  const packages = userPath(flags.packages);
  const out = userPath(flags.out);
  const { EXRLoader } = await importFrom(packages, 'three/examples/jsm/loaders/EXRLoader.js');
  const { FloatType } = await importFrom(packages, 'three');
  const loader = new (EXRLoader as new () => Loader)().setDataType(FloatType as number);
  const folder = join(packages, 'node_modules', '@pmndrs', 'assets', 'hdri');
  await mkdir(out, { recursive: true });
  for (const name of (await readdir(folder)).filter((file) => file.endsWith(ENDING)).sort()) {
    const { width, height, data } = loader.parse(await exrOf(join(folder, name)));
    const target = join(out, `${name.slice(0, -ENDING.length)}.${width}x${height}.f32`);
    await writeAtomic(target, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    console.log(target);
  }
});
