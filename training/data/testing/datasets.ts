/** Small data sets for tests: pictures that can be told apart, as a folder, a zip or shards. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import sharp, { type Sharp } from 'sharp';
import { create } from 'tar';
import { ZipFile } from 'yazl';
import { philox } from '../../../latent/seed/philox.ts';

/** Files by their names, in order. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

/** A picture of noise about a colour, both given by its number; not yet encoded. */
export function noise(number: number, width = 20, height = 28): Sharp {
  const base = philox(number, 0, 0, 0, 0, 0);
  const pixels = Uint8Array.from({ length: 3 * width * height }, (_, i) => {
    const colour = (base[i % 3] ?? 0) % 160;
    return colour + ((philox(number, 1, i, 0, 0, 0)[0] ?? 0) % 96);
  });
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** That number of pictures: 000000.png, 000001.png, … */
export async function pictures(count: number, under = ''): Promise<Record<string, Uint8Array>> {
  return Object.fromEntries(
    await Promise.all(
      Array.from({ length: count }, async (_, i) => [
        `${under}${String(i).padStart(6, '0')}.png`,
        await noise(i).png().toBuffer(),
      ]),
    ),
  );
}

/** A temporary folder, and a function that removes it. */
export async function scratchFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'dareka-data-'));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

export async function writeFolder(folder: string, files: Files): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

export async function writeZip(
  path: string,
  files: Files,
  options: { compress?: boolean; forceZip64Format?: boolean } = {},
): Promise<string> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), name, options);
  }
  zip.end({ forceZip64Format: options.forceZip64Format ?? false, comment: '' });
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** One tar file; its members in the order of `files`. */
export async function writeTar(path: string, files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dareka-tar-'));
  await writeFolder(folder, files);
  await mkdir(dirname(path), { recursive: true });
  await create({ file: path, cwd: folder }, Object.keys(files));
  await rm(folder, { recursive: true });
  return path;
}
