import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDataset } from './dataset.ts';
import { openDecodedPictures } from './decoded-pictures.ts';
import { LABEL_BYTES, PICTURE_BYTES, TAR_HEADER_BYTES } from './limits.ts';
import { pictures, scratchFolder, writeFolder, writeTar, writeZip } from './testing/datasets.ts';

const OPTIONS = { side: 16, crop: 'centre', warn: () => {} } as const;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let small: Record<string, Uint8Array>;
function at(name: string): string {
  return join(scratch.folder, name);
}
beforeAll(async () => {
  scratch = await scratchFolder();
  small = await pictures(1);
});
afterAll(() => scratch.remove());

/** A file of zeros that takes no room on most disks. */
async function writeZeros(path: string, bytes: number): Promise<string> {
  const file = await open(path, 'w');
  await file.truncate(bytes);
  await file.close();
  return path;
}

/** What becomes of each picture of a data set. */
async function outcomes(path: string): Promise<string[]> {
  const source = await openDataset(path);
  const decoded = await openDecodedPictures(source, OPTIONS);
  const read = await Promise.all(source.pictures.map((_, i) => decoded.read(i)));
  await decoded.close();
  await source.close();
  return read.map((outcome) => (typeof outcome === 'string' ? outcome : 'read'));
}

it('a picture that is larger than is read is skipped, in a zip, a folder and a tar', async () => {
  const zeros = new Uint8Array(PICTURE_BYTES + 1);
  expect(await outcomes(await writeZip(at('bomb.zip'), { ...small, 'zeros.png': zeros }))).toEqual([
    'read',
    'large',
  ]);
  const folder = await writeFolder(at('folder'), small);
  await writeZeros(join(folder, 'zeros.png'), 4 * 2 ** 30);
  expect(await outcomes(folder)).toEqual(['read', 'large']);
  expect(await outcomes(await writeTar(at('bomb.tar'), { ...small, 'zeros.png': zeros }))).toEqual([
    'read',
    'large',
  ]);
});

it('a picture that unpacks to more than its zip says is skipped as corrupt', async () => {
  const path = await writeZip(at('lie.zip'), { ...small, 'zeros.png': new Uint8Array(10_000) });
  const file = await open(path, 'r+');
  const bytes = Buffer.alloc((await file.stat()).size);
  await file.read(bytes, 0, bytes.length, 0);
  // The sizes of the second entry, in the directory at the end: 10,000 becomes 100.
  const entry = bytes.lastIndexOf('PK\x01\x02');
  await file.write(Uint8Array.of(100, 0, 0, 0), 0, 4, entry + 24);
  await file.close();
  expect(await outcomes(path)).toEqual(['read', 'corrupt']);
});

it('labels and headers of a tar that are larger than is read are refused, naming them', async () => {
  const labels = 'x'.repeat(LABEL_BYTES + 1);
  const zip = await openDataset(await writeZip(at('labels.zip'), { ...small, '000000.json': labels }));
  await expect(zip.labels(0)).rejects.toThrow(
    /the labels of 000000\.png has 1,048,577 bytes; 1,048,576 is the most/,
  );
  await zip.close();

  const folder = await writeFolder(at('lines'), { ...small, 'labels.jsonl': labels });
  const lines = await openDataset(folder);
  await expect(lines.labels(0)).rejects.toThrow(/labels\.jsonl: line 1 has 1,048,577 bytes/);
  await lines.close();

  // A header of type x in the first block says how long the header is that extends the next one.
  const tar = await writeTar(at('header.tar'), small);
  const file = await open(tar, 'r+');
  const header = Buffer.alloc(512);
  await file.read(header, 0, 512, 0);
  header.write('x', 156);
  header.write(`${(TAR_HEADER_BYTES + 512).toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  await file.write(header, 0, 512, 0);
  await file.truncate(TAR_HEADER_BYTES + 4096);
  await file.close();
  await expect(openDataset(tar)).rejects.toThrow(/the extended header at byte 0 has 1,049,088 bytes/);
});

it('pictures that wait for their turn are not read any more once reading has been stopped', async () => {
  const source = await openDataset(await writeFolder(at('stopped'), await pictures(3)));
  const decoded = await openDecodedPictures(source, OPTIONS);
  decoded.stop();
  await expect(decoded.read(0)).rejects.toMatchObject({ cause: { message: 'reading has been stopped' } });
  await decoded.close();
  await source.close();
});
