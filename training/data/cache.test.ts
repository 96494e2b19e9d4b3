import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { open, readdir, readFile, rename, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCache } from './cache.ts';
import { type DataLoaderOptions, openDataLoader } from './data-loader.ts';
import { noise, pictures, scratchFolder, writeFolder } from './testing/datasets.ts';

const run = promisify(execFile);
const COUNT = 30;
const SIDE = 16;
const OPTIONS = { side: SIDE, batch: 4, mirror: true, seed: 5 };
/** Positions of batches that see each picture once, and some again. */
const POSITIONS = Array.from({ length: 10 }, (_, i) => 4 * i);

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let data: string;
let plain: string[];
let cache: string;
let round = 0;

/** The hashes of the batches at some positions, and the messages for the user. */
async function batches(options: Partial<DataLoaderOptions>, positions = POSITIONS) {
  const heard: string[] = [];
  const portraits = await openDataLoader(data, {
    ...OPTIONS,
    tell: (message) => heard.push(message),
    ...options,
  });
  const hashes: string[] = [];
  for (const position of positions) {
    const batch = await portraits.batch(position);
    hashes.push(createHash('sha256').update(new Uint8Array(batch.buffer)).digest('hex'));
  }
  await portraits.close();
  return { hashes, heard };
}

/** Reads batches in a process of its own, and prints the messages; `shell` comes before it in the same shell. */
function inAnotherProcess(steps: number, then: string, shell = ':') {
  const code = `
    import { openDataLoader } from ${JSON.stringify(join(import.meta.dirname, 'data-loader.ts'))};
    const options = ${JSON.stringify({ ...OPTIONS, cache })};
    const portraits = await openDataLoader(${JSON.stringify(data)}, { ...options, tell: (message) => console.log(message) });
    for (let i = 0; i < ${steps}; i++) await portraits.batch(4 * i);
    ${then};
  `;
  return run('bash', ['-c', `${shell}; exec "$0" --input-type=module -e "$1"`, process.execPath, code]);
}

/** The only cache: its name, and how many of its pictures have an entry. */
async function theCache() {
  const [name, ...others] = await readdir(cache);
  if (name === undefined || others.length > 0) {
    throw new Error(`caches: ${name}, ${others}`);
  }
  const index = await readFile(join(cache, name, 'index'));
  const known = Array.from({ length: COUNT }, (_, i) => index.readUInt32LE(8 * i)).filter(
    (state) => state !== 0,
  );
  return { folder: join(cache, name), whole: !name.endsWith('.part'), known: known.length };
}

beforeAll(async () => {
  scratch = await scratchFolder();
  const odd = {
    '000003.png': await noise(3, 8, 100).png().toBuffer(), // tiny
    '000004.png': Buffer.from('no picture'),
    '000020.png': await noise(20).toColourspace('cmyk').jpeg().toBuffer(),
  };
  data = await writeFolder(join(scratch.folder, 'data'), { ...(await pictures(COUNT)), ...odd });
  plain = (await batches({})).hashes;
});
beforeEach(() => {
  cache = join(scratch.folder, `cache-${round++}`);
});
afterAll(() => scratch.remove());

describe('a run sees the same pictures, bit for bit,', () => {
  it('with no cache, a cold one and a warm one', async () => {
    expect((await batches({ cache })).hashes).toEqual(plain);
    expect(await theCache()).toMatchObject({ whole: true, known: COUNT });
    expect((await batches({ cache })).hashes).toEqual(plain);
  });

  it('in whatever order the cache was filled', async () => {
    await batches({ cache, seed: 77 }, [16]);
    await batches({ cache, seed: 6 });
    expect((await batches({ cache })).hashes).toEqual(plain);
  });

  it('after a run that was killed in the middle of filling the cache', async () => {
    await expect(inAnotherProcess(2, 'process.kill(process.pid, "SIGKILL")')).rejects.toMatchObject({
      signal: 'SIGKILL',
    });
    const left = await theCache();
    expect(left.whole).toBe(false);
    expect(left.known).toBeGreaterThanOrEqual(8);
    expect((await batches({ cache })).hashes).toEqual(plain);
    expect(await theCache()).toMatchObject({ whole: true, known: COUNT });
  });

  it('beside another run that fills the same cache', async () => {
    const [one, other] = await Promise.all([
      batches({ cache }),
      inAnotherProcess(10, 'await portraits.close()'),
    ]);
    expect(one.hashes).toEqual(plain);
    expect(other.stdout).not.toContain('not cached');
    expect((await batches({ cache })).hashes).toEqual(plain);
    expect(await theCache()).toMatchObject({ whole: true, known: COUNT });
  });
});

describe('a source that disappears', () => {
  it('is an error, and its pictures are not marked as unusable', async () => {
    const folder = await writeFolder(join(scratch.folder, 'away'), await pictures(COUNT));
    const portraits = await openDataLoader(folder, { ...OPTIONS, cache });
    await rename(folder, `${folder}-now`);
    await expect(portraits.batch(0)).rejects.toThrow(/away: 0000\d\d\.png cannot be read/);
    await portraits.close();
    await rename(`${folder}-now`, folder);
    const again = await openDataLoader(folder, { ...OPTIONS, cache });
    const fresh = await openDataLoader(folder, OPTIONS);
    for (const position of POSITIONS) {
      expect(await again.batch(position)).toEqual(await fresh.batch(position));
    }
    await again.close();
    await fresh.close();
  });
});

describe('from the second epoch on', () => {
  it('pictures are read from the cache and not decoded', async () => {
    await batches({ cache });
    // Other pixels with a valid checksum show that a batch comes from the cache.
    const { folder } = await theCache();
    const black = new Uint8Array(3 * SIDE * SIDE);
    const index = await open(join(folder, 'index'), 'r+');
    const entry = Buffer.alloc(4);
    entry.writeUInt32LE(crc32(black));
    for (let i = 0; i < COUNT; i++) {
      await index.write(entry, 0, 4, 8 * i + 4);
    }
    await index.close();
    await writeFile(join(folder, 'pixels'), new Uint8Array(COUNT * black.length));
    const portraits = await openDataLoader(data, { ...OPTIONS, cache });
    expect(new Set(await portraits.batch(0))).toEqual(new Set([-1]));
    await portraits.close();
  });
});

describe('a damaged or outdated cache is not used:', () => {
  it.each(['pixels', 'index', 'header.json'])('its %s truncated', async (name) => {
    await batches({ cache });
    const path = join((await theCache()).folder, name);
    await truncate(path, Math.floor((await stat(path)).size / 2));
    expect((await batches({ cache })).hashes).toEqual(plain);
    expect(await theCache()).toMatchObject({ whole: true, known: COUNT });
  });

  it('its pixels damaged', async () => {
    await batches({ cache });
    const { folder } = await theCache();
    const path = join(folder, 'pixels');
    const before = await readFile(path);
    await writeFile(
      path,
      before.map((value, i) => (i % 1000 === 0 ? value ^ 1 : value)),
    );
    expect((await batches({ cache })).hashes).toEqual(plain);
    // Skipped pictures have no pixels, so that damage there is not repaired.
    const after = await readFile(path);
    const held = (i: number): boolean => ![3, 4, 20].includes(Math.floor(i / (3 * SIDE * SIDE)));
    expect(after.filter((_, i) => held(i))).toEqual(before.filter((_, i) => held(i)));
  });

  it('its pictures replaced in the source, decoded at another size, or cropped in another way', async () => {
    await batches({ cache });
    await batches({ cache, crop: 'face' });
    await batches({ cache, side: 20 });
    await utimes(join(data, '000000.png'), 1, 1);
    await batches({ cache });
    expect(await readdir(cache)).toHaveLength(4);
  });
});

describe('a disk without room for the cache', () => {
  it('is checked before the cache is filled', async () => {
    const heard: string[] = [];
    const header = { source: 'a', version: 'b', pictures: 2 ** 32, side: 4096, crop: 'centre', decoder: 'c' };
    const none = await openCache(cache, header, (message) => heard.push(message));
    await none.write(0, new Uint8Array(3));
    expect(await none.read(0)).toBeUndefined();
    expect(heard).toEqual([
      expect.stringMatching(/needs 216172816.\d GB; [\d.]+ [MG]B are free, of which \d.+ have to stay free$/),
    ]);
    expect(await readdir(cache)).toEqual([]);
  });

  it('is reported once, and training continues', async () => {
    const file = join(scratch.folder, 'in-the-way');
    await writeFile(file, '');
    const { hashes, heard } = await batches({ cache: file });
    expect(hashes).toEqual(plain);
    expect(heard.filter((message) => message.includes('decoded pictures are not cached'))).toHaveLength(1);
  });

  it('frees the space again where it becomes full during caching', async () => {
    await inAnotherProcess(0, 'await portraits.close()');
    // A process that may write no file beyond 8 KiB.
    const { stdout } = await inAnotherProcess(10, 'await portraits.close()', 'ulimit -f 8');
    expect(stdout.match(/decoded pictures are not cached/g)).toHaveLength(1);
    expect(stdout).toContain('larger than a file of this process may be');
    expect(await readdir(cache)).toEqual([]);
  });
});
