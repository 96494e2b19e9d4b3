import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataLoader } from '../data-loader.ts';
import { openDataset } from '../dataset.ts';
import { openDecodedPictures } from '../decoded-pictures.ts';
import { PICTURE_BYTES } from '../limits.ts';
import { pictures, scratchFolder, writeFolder, writeTar, writeZip } from '../testing/datasets.ts';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let made: Record<string, Uint8Array>;
let tar: Buffer;
function at(...name: string[]): string {
  return join(scratch.folder, ...name);
}
async function write(name: string, content: Uint8Array | string): Promise<string> {
  await mkdir(join(at(name), '..'), { recursive: true });
  await writeFile(at(name), content);
  return at(name);
}
async function namesOf(path: string): Promise<string[]> {
  const source = await openDataset(path);
  await source.close();
  return source.pictures.map(({ name }) => name);
}
/** The messages for the user, and the error if there is one. */
async function heardOf(path: string): Promise<string[]> {
  const heard: string[] = [];
  const source = await openDataset(path, { tell: (message) => heard.push(message) });
  await source.close();
  return heard;
}

beforeAll(async () => {
  scratch = await scratchFolder();
  made = await pictures(4);
  const long = `${'a-long-name-'.repeat(12)}.png`;
  const files = {
    ...made,
    'notes.txt': 'x'.repeat(3000),
    [long]: made['000000.png'] ?? '',
    '000001.json': '{"a":1}',
  };
  tar = await readFile(await writeTar(at('plain.tar'), files));
});
afterAll(() => scratch.remove());

describe('a compressed tar', () => {
  it.each([
    ['tar.gz', gzipSync],
    ['tgz', gzipSync],
    ['tar.zst', zstdCompressSync],
    ['tar', gzipSync],
  ] as const)('.%s has the pictures and labels of the plain one', async (name, compress) => {
    const plain = await openDataset(at('plain.tar'));
    const source = await openDataset(await write(`whole.${name}`, compress(tar)), { cache: at('cache') });
    expect(source.list).toBe(plain.list);
    for (const i of [4, 0, 2]) {
      expect(Buffer.compare(await source.read(i), await plain.read(i))).toBe(0);
    }
    expect(await source.labels(1)).toEqual({ a: 1 });
    await source.close();
    await plain.close();
  });

  it('is unpacked once, where there is a folder of caches', async () => {
    const path = await write('once.tar.gz', gzipSync(tar));
    const heard: string[] = [];
    for (const _ of [1, 2]) {
      const source = await openDataset(path, { cache: at('once'), tell: (message) => heard.push(message) });
      await source.close();
    }
    expect(heard).toEqual([`unpacking ${path} to ${at('once', 'unpacked')}, once`]);
    expect(await readdir(at('once', 'unpacked'))).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.tar$/)]);
    // Another file of that name is unpacked anew.
    await writeFile(path, gzipSync(await readFile(await writeTar(at('other.tar'), await pictures(1)))));
    const source = await openDataset(path, { cache: at('once') });
    expect(source.pictures).toHaveLength(1);
    await source.close();
  });

  it('that was cut off is refused in a sentence, and leaves nothing behind', async () => {
    for (const [name, compress] of [
      ['cut.tar.gz', gzipSync],
      ['cut.tar.zst', zstdCompressSync],
    ] as const) {
      const whole = compress(tar);
      const path = await write(name, whole.subarray(0, whole.length / 2));
      await expect(openDataset(path, { cache: at('cut') })).rejects.toThrow(
        /cut\.tar\.\w+ does not unpack to its end; was the download interrupted\?/,
      );
    }
    expect(await readdir(at('cut', 'unpacked'))).toEqual([]);
    const half = await write('half.tar.gz', gzipSync(tar.subarray(0, 4000)));
    await expect(openDataset(half)).rejects.toThrow(/half\.tar\.gz: 00000\d\.png at byte \d+ is truncated/);
  });

  it('takes no room for a member that is larger than is read, which is skipped', async () => {
    const zeros = new Uint8Array(PICTURE_BYTES + 1);
    const bomb = await readFile(await writeTar(at('bomb.tar'), { 'zeros.png': zeros, ...made }));
    const source = await openDataset(await write('bomb.tar.gz', gzipSync(bomb)));
    const decoded = await openDecodedPictures(source, { side: 16, crop: 'centre', warn: () => {} });
    expect(await decoded.read(0)).toBe('large');
    expect(await decoded.read(1)).toBeInstanceOf(Uint8Array);
    await decoded.close();
    await source.close();
  });

  it('keeps a table of labels that is larger than a picture may be', async () => {
    const note = 'x'.repeat(PICTURE_BYTES);
    const files = { 'labels.csv': `file,age,note\n000000.png,30,${note}\n`, ...made };
    const large = await readFile(await writeTar(at('table.tar'), files));
    const source = await openDataset(await write('table.tar.gz', gzipSync(large)));
    expect(await source.labels(0)).toMatchObject({ age: 30 });
    await source.close();
  });

  it('is not unpacked any more once the signal is aborted', async () => {
    const path = await write('stopped.tar.gz', gzipSync(tar));
    await expect(openDataset(path, { signal: AbortSignal.abort('SIGINT') })).rejects.toThrow(
      /stopped by SIGINT while .*stopped\.tar\.gz was being unpacked/,
    );
  });

  it.each([
    ['xz', '\xfd7zXZ\0', 'xz, which is not read; unpack it (tar -xJf '],
    ['bz2', 'BZh91AY', 'bzip2, which is not read; unpack it (tar -xjf '],
    ['7z', '7z\xbc\xaf\x27\x1c', '7-Zip, which is not read; unpack it (7z x '],
    ['rar', 'Rar!\x1a\x07', 'RAR, which is not read; unpack it (unrar x '],
  ])('is refused by name with the command that unpacks it: %s', async (name, start, message) => {
    const path = await write(`some.${name}`, Buffer.from(`${start}…`, 'latin1'));
    await expect(openDataset(path)).rejects.toThrow(
      `${path} is compressed by ${message}${path}) and name its folder`,
    );
  });

  it('has to be of a tar', async () => {
    const path = await write('letter.gz', gzipSync(Buffer.alloc(4000, 7)));
    await expect(openDataset(path)).rejects.toThrow(
      'is compressed by gzip, but not a tar; write --data with',
    );
  });
});

describe('a folder with archives', () => {
  it('is read as the only one in it, at any depth, with the labels beside it', async () => {
    for (const [name, content] of [
      ['zipped/CelebA/img.zip', await readFile(await writeZip(at('img.zip'), made))],
      ['tarred/x.tgz', gzipSync(tar)],
    ] as const) {
      const path = await write(name, content);
      const lines = Array.from({ length: name.endsWith('tgz') ? 5 : 4 }, (_, i) =>
        JSON.stringify({ line: i }),
      );
      await writeFile(join(path, '../labels.jsonl'), lines.join('\n'));
      const source = await openDataset(at(name.split('/')[0] ?? ''));
      expect(source.pictures.slice(0, 4).map((each) => each.name)).toEqual(Object.keys(made));
      expect(await source.labels(2)).toEqual({ line: 2 });
      await source.close();
    }
  });

  it('is read as all of its tars, in folders and compressed, in the order of their names', async () => {
    await writeTar(at('shards/train/a.tar'), await pictures(1, 'a'));
    await write(
      'shards/train/b.tar.gz',
      gzipSync(await readFile(await writeTar(at('b.tar'), await pictures(1, 'b')))),
    );
    await write(
      'shards/val/c.tar.zst',
      zstdCompressSync(await readFile(await writeTar(at('c.tar'), await pictures(1, 'c')))),
    );
    expect(await namesOf(at('shards'))).toEqual(['a000000.png', 'b000000.png', 'c000000.png']);
  });

  it('says what it does not read where pictures and archives are mixed', async () => {
    const mixed = await writeFolder(at('mixed'), made);
    await writeZip(join(mixed, 'more.zip'), made);
    expect(await namesOf(mixed)).toEqual(Object.keys(made));
    expect(await heardOf(mixed)).toEqual([
      `${mixed}: its pictures are read, and not the archives among them: more.zip; to read one of them, write --data with its name`,
    ]);
    await writeTar(join(mixed, 'some.tar'), await pictures(1, 't'));
    expect(await namesOf(mixed)).toEqual(['t000000.png']);
    expect(await heardOf(mixed)).toEqual([
      expect.stringContaining(
        'its .tar files are read, and not what is beside them: 000000.png, 000001.png, 000002.png and 2 more; to read that, write',
      ),
    ]);
  });

  it('of several zips is refused, naming them', async () => {
    await mkdir(at('zips'));
    await writeZip(at('zips/a.zip'), made);
    await writeZip(at('zips/b.zip'), made);
    await expect(openDataset(at('zips'))).rejects.toThrow(
      'zips has 2 archives: a.zip, b.zip; write --data with one',
    );
  });
});

describe('names', () => {
  it('in a zip that leave its folder are skipped, said and listed', async () => {
    const [png = new Uint8Array()] = Object.values(made);
    const path = await writeZip(at('evil.zip'), { 'up/x.png': png, '_abs.png': png, ...made });
    // yazl writes no such names: they take the place of others of the same length.
    const bytes = await readFile(path);
    for (const [from, to] of [
      ['up/x.png', '../x.png'],
      ['_abs.png', '/abs.png'],
    ] as const) {
      for (let i = bytes.indexOf(from); i >= 0; i = bytes.indexOf(from, i + 1)) {
        bytes.write(to, i);
      }
    }
    await writeFile(path, bytes);
    const heard: string[] = [];
    const run = at('evil-run');
    const portraits = await openDataLoader(path, {
      side: 16,
      batch: 2,
      mirror: false,
      seed: 1,
      run,
      tell: (message) => heard.push(message),
    });
    expect(portraits.count).toBe(4);
    await portraits.close();
    expect(heard[0]).toBe(
      `${path}: 2 entries not read, since the path leaves the folder that the archive is unpacked to: ../x.png, /abs.png`,
    );
    expect(await readFile(join(run, 'skipped.jsonl'), 'utf8')).toBe(
      '{"name":"../x.png","reason":"path"}\n{"name":"/abs.png","reason":"path"}\n',
    );
  });

  // Only some systems let a file have such a name.
  it.runIf(process.platform === 'linux')('that are not UTF-8 are counted and said', async () => {
    const folder = await writeFolder(at('latin'), made);
    await writeFile(
      Buffer.concat([Buffer.from(`${folder}/m`), Buffer.of(0xfc), Buffer.from('de.png')]),
      made['000000.png'] ?? '',
    );
    await mkdir(Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0xe4)]));
    const source = await openDataset(folder);
    expect(source.pictures).toHaveLength(4);
    expect(source.unread.map(({ reason }) => reason)).toEqual(['name', 'name']);
  });
});
