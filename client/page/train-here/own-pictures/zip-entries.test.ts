import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { type ZipEntry, zipEntries } from './zip-entries.ts';

const LIMIT = 1e6;

async function read(zip: Uint8Array<ArrayBuffer>, limit = LIMIT): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  for await (const entry of zipEntries(new Blob([zip]), limit)) {
    entries.push(entry);
  }
  return entries;
}
function zipOf(files: Record<string, Uint8Array>, level: 0 | 9 = 9): Uint8Array<ArrayBuffer> {
  return zipSync(files, { level });
}
const noise = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 2654435761) >>> 13);

test.each([0, 9] as const)(
  'files are read with their paths, packed with level %i, without what systems add',
  async (level) => {
    const entries = await read(
      zipOf(
        {
          'mug.jpg': strToU8('one'),
          'trip/sea/ぬこ.png': noise,
          '../../etc/passwd': strToU8('a path is a name'),
          '__MACOSX/mug.jpg': strToU8('no'),
          '.DS_Store': strToU8('no'),
          'trip/Thumbs.db': strToU8('no'),
        },
        level,
      ),
    );
    expect(entries.map(({ name }) => name)).toEqual(['mug.jpg', 'trip/sea/ぬこ.png', '../../etc/passwd']);
    const [first, second] = entries;
    expect(first && 'content' in first && (await first.content.text())).toBe('one');
    expect(second && 'content' in second && new Uint8Array(await second.content.arrayBuffer())).toEqual(
      noise,
    );
  },
);

test('thousands of small files are read', async () => {
  const names = Array.from({ length: 6000 }, (_, i) => `${i}.png`);
  const zip = zipOf(Object.fromEntries(names.map((name) => [name, strToU8('small')])), 0);
  expect((await read(zip)).map(({ name }) => name)).toEqual(names);
});

test('a file that unpacks to more than the limit is not unpacked, whatever the zip says of its size', async () => {
  const bomb = zipOf({ 'bomb.png': new Uint8Array(50e6), 'after.png': strToU8('after') });
  const expected = [
    { name: 'bomb.png', problem: 'tooLarge' },
    { name: 'after.png', content: expect.any(Blob) },
  ];
  expect(await read(bomb)).toEqual(expected);
  // Its size in the local header, as a liar writes it.
  new DataView(bomb.buffer).setUint32(22, 100, true);
  expect(await read(bomb)).toEqual(expected);
});

test('a damaged file is named, and the others are read', async () => {
  const zip = zipOf({ 'a.png': noise, 'b.png': strToU8('fine') });
  zip.fill(255, 60, 400);
  expect(await read(zip)).toEqual([
    { name: 'a.png', problem: 'damaged' },
    { name: 'b.png', content: expect.any(Blob) },
  ]);
});

test('what is no zip, and one that ends too early, is an error; what came before is read', async () => {
  await expect(read(new Uint8Array(100))).rejects.toThrow();
  await expect(read(zipOf({}))).rejects.toThrow();
  const whole = zipOf({ 'a.png': strToU8('fine'), 'b.png': noise }, 0);
  const found: string[] = [];
  const cut = (async () => {
    for await (const { name } of zipEntries(new Blob([whole.slice(0, 9000)]), LIMIT)) {
      found.push(name);
    }
  })();
  await expect(cut).rejects.toThrow();
  expect(found).toEqual(['a.png']);
});

test('what nobody wants is not read', async () => {
  const zip = new Blob([zipOf({ 'a.png': strToU8('fine'), 'b.png': noise }, 0)]);
  let isCancelled = false;
  const pieces = zip.stream().getReader();
  zip.stream = () =>
    new ReadableStream({
      async pull(controller) {
        const { value = new Uint8Array() } = await pieces.read();
        controller.enqueue(value.slice(0, 9000));
      },
      cancel() {
        isCancelled = true;
      },
    });
  for await (const { name } of zipEntries(zip, LIMIT)) {
    expect(name).toBe('a.png');
    break;
  }
  expect(isCancelled).toBe(true);
});
