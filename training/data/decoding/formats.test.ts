import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from '../dataset.ts';
import { noise, scratchFolder, writeFolder, writeTar, writeZip } from '../testing/datasets.ts';
import { bmp, FLOAT, SIGNED, tiff, UNSIGNED } from '../testing/picture-bytes.ts';
import { decodeBmp } from './bmp.ts';
import { decode } from './decode.ts';

/** Red on the left, blue on the right: 64×48, by heif-enc. */
const HEIC = join(import.meta.dirname, '../testing/two-colours.heic');
const RED = [255, 0, 0] as const;
const BLUE = [0, 0, 255] as const;

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());

describe('a BMP', () => {
  // Three pixels wide, so that rows have to be padded: red, green, blue above white, black, grey.
  const colours = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
    [0, 0, 0],
    [128, 128, 128],
  ] as const;
  const above = [0, 1, 2];
  const below = [3, 4, 5];
  const rows24 = (rows: number[][]): Buffer =>
    Buffer.concat(
      rows.map((row) =>
        Buffer.concat([...row.map((i) => Buffer.from([...(colours[i] ?? [])].reverse())), Buffer.alloc(3)]),
      ),
    );
  const size = { width: 3, height: 2 } as const;
  const expected = colours.flat();

  it.each([
    ['of 24 bits', bmp({ ...size, bits: 24, pixels: rows24([below, above]) }), expected],
    ['from the top', bmp({ ...size, height: -2, bits: 24, pixels: rows24([above, below]) }), expected],
    [
      'of 8 bits in a palette',
      bmp({ ...size, bits: 8, palette: colours, pixels: Uint8Array.of(3, 4, 5, 0, 0, 1, 2, 0) }),
      expected,
    ],
    [
      'of 4 bits in a palette',
      bmp({ ...size, bits: 4, palette: colours, pixels: Uint8Array.of(0x34, 0x50, 0, 0, 0x01, 0x20, 0, 0) }),
      expected,
    ],
    [
      'of 1 bit',
      bmp({
        ...size,
        bits: 1,
        palette: [
          [0, 0, 0],
          [255, 255, 255],
        ],
        pixels: Uint8Array.of(0b01000000, 0, 0, 0, 0b10100000, 0, 0, 0),
      }),
      [1, 0, 1, 0, 1, 0].flatMap((on) => [255 * on, 255 * on, 255 * on]),
    ],
    [
      'of run lengths',
      bmp({
        ...size,
        bits: 8,
        compression: 1,
        palette: colours,
        // Three in a row as they are (padded to four), the end of a row, then one, two as they are by a jump.
        pixels: Uint8Array.of(0, 3, 3, 4, 5, 0, 0, 0, 1, 0, 1, 1, 1, 2, 0, 1),
      }),
      expected,
    ],
    [
      'of 4-bit run lengths',
      bmp({
        ...size,
        bits: 4,
        compression: 2,
        palette: colours,
        pixels: Uint8Array.of(2, 0x34, 1, 0x50, 0, 0, 0, 3, 0x01, 0x20, 0, 1),
      }),
      expected,
    ],
    [
      'of 16 bits by masks',
      bmp({
        width: 1,
        height: 1,
        bits: 16,
        compression: 3,
        masks: [0xf800, 0x7e0, 0x1f],
        pixels: Uint8Array.of(0x00, 0xf8, 0, 0),
      }),
      [255, 0, 0],
    ],
    [
      'of 32 bits, with no opacity anywhere',
      bmp({ width: 1, height: 1, bits: 32, pixels: Uint8Array.of(3, 2, 1, 0) }),
      [1, 2, 3],
    ],
    [
      'of 32 bits with opacity',
      bmp({
        width: 1,
        height: 1,
        bits: 32,
        compression: 3,
        masks: [0xff0000, 0xff00, 0xff, 0xff000000],
        pixels: Uint8Array.of(3, 2, 1, 64),
      }),
      [1, 2, 3, 64],
    ],
  ])('%s is read', (_, bytes, pixels) => {
    expect([...decodeBmp(bytes).data]).toEqual(pixels);
  });

  it('is decoded like the same picture as PNG', async () => {
    const picture = noise(1, 31, 31);
    const { data } = await picture.clone().raw().toBuffer({ resolveWithObject: true });
    const rows = Array.from({ length: 31 }, (_, y) => {
      const row = Buffer.alloc(96);
      for (let x = 0; x < 31; x++) {
        const at = 3 * (31 * (30 - y) + x);
        row.set([data[at + 2] ?? 0, data[at + 1] ?? 0, data[at] ?? 0], 3 * x);
      }
      return row;
    });
    const bytes = bmp({ width: 31, height: 31, bits: 24, pixels: Buffer.concat(rows) });
    expect(await decode(bytes, { side: 16, crop: 'face' })).toEqual(
      await decode(await picture.png().toBuffer(), { side: 16, crop: 'face' }),
    );
    expect(await decode(bytes.subarray(0, 2000), { side: 16, crop: 'centre' })).toBe('corrupt');
    expect(
      await decode(bmp({ width: 2 ** 20, height: 2 ** 20, bits: 24, pixels: Buffer.of() }), {
        side: 16,
        crop: 'centre',
      }),
    ).toBe('large');
  });
});

describe('a HEIC', () => {
  it('is decoded; a damaged one is skipped', async () => {
    const bytes = await readFile(HEIC);
    const pixels = (await decode(bytes, { side: 32, crop: 'centre' })) as Uint8Array;
    for (const [x, colour] of [
      [2, RED],
      [29, BLUE],
    ] as const) {
      for (const [c, value] of colour.entries()) {
        expect(Math.abs((pixels[3 * (32 * 16 + x) + c] ?? -99) - value)).toBeLessThanOrEqual(2);
      }
    }
    const cut = bytes.subarray(0, bytes.length - 60);
    expect(
      await Promise.all([
        decode(cut, { side: 32, crop: 'centre' }),
        decode(bytes, { side: 64, crop: 'centre' }),
      ]),
    ).toEqual(['corrupt', 'tiny']);
  });
});

describe('numbers of other kinds', () => {
  const side = 20;
  it.each([
    ['float', 1, 32, FLOAT, new Float32Array(side * side).fill(0.5)],
    ['float, in colour', 3, 32, FLOAT, new Float32Array(3 * side * side).fill(0.5)],
    ['signed', 1, 16, SIGNED, new Int16Array(side * side).fill(20_000)],
    ['signed, of 8 bits', 3, 8, SIGNED, new Int8Array(3 * side * side).fill(100)],
    ['double', 3, 64, FLOAT, new Float64Array(3 * side * side).fill(0.5)],
    ['of 12 bits', 1, 12, UNSIGNED, new Uint8Array(1.5 * side * side).fill(0x88)],
    ['of 32 bits', 1, 32, UNSIGNED, new Uint32Array(side * side).fill(2 ** 31)],
  ] as const)('%s, are skipped, never black', async (_, channels, bits, kind, numbers) => {
    const bytes = tiff(side, channels, bits, kind, new Uint8Array(numbers.buffer));
    expect(await decode(bytes, { side: 16, crop: 'centre' })).toBe('depth');
  });

  it.each([1, 2, 4] as const)('of %i bits are scaled', async (bits) => {
    const row = Math.ceil((side * bits) / 8);
    const bytes = tiff(side, 1, bits, UNSIGNED, new Uint8Array(side * row).fill(0xff));
    expect(new Set((await decode(bytes, { side: 16, crop: 'centre' })) as Uint8Array)).toEqual(
      new Set([255]),
    );
  });

  it.each([1, 3] as const)('of 16 bits are scaled, in %i channels of a TIFF', async (channels) => {
    const numbers = new Uint16Array(channels * side * side).fill(32_768 + 128);
    const bytes = tiff(side, channels, 16, UNSIGNED, new Uint8Array(numbers.buffer));
    expect(new Set((await decode(bytes, { side: 16, crop: 'centre' })) as Uint8Array)).toEqual(
      new Set([128]),
    );
  });

  it('of 16 bits are scaled, in grey with opacity and in colour with opacity of a PNG', async () => {
    for (const [space, alpha] of [
      ['grey16', 1],
      ['grey16', 0.5],
      ['rgb16', 0.5],
    ] as const) {
      const bytes = await sharp({
        create: { width: 32, height: 32, channels: 4, background: { r: 200, g: 200, b: 200, alpha } },
      })
        .toColourspace(space)
        .png()
        .toBuffer();
      expect((await sharp(bytes).metadata()).depth).toBe('ushort');
      const wanted = 200 * alpha + 128 * (1 - alpha);
      for (const value of (await decode(bytes, { side: 16, crop: 'centre' })) as Uint8Array) {
        expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('a file is taken for a picture', () => {
  it('by names of many kinds, and without an extension by its content, in every kind of data set', async () => {
    const jpeg = await noise(1).jpeg().toBuffer();
    const webp = await noise(2).webp().toBuffer();
    const files = {
      'a.jfif': jpeg,
      'b.JPE': jpeg,
      'c.bmp': bmp({ width: 20, height: 20, bits: 24, pixels: new Uint8Array(1200) }),
      'd/IMG_1': webp,
      'd/README': 'nothing to see',
      'e.heic': await readFile(HEIC),
      empty: '',
      f: jpeg,
    };
    const names = ['a.jfif', 'b.JPE', 'c.bmp', 'd/IMG_1', 'e.heic', 'f'];
    const at = (name: string): string => join(scratch.folder, name);
    for (const path of [
      await writeFolder(at('many'), files),
      await writeZip(at('many.zip'), files),
      await writeTar(at('many.tar'), files),
    ]) {
      const source = await openDataset(path);
      expect(source.pictures.map(({ name }) => name)).toEqual(names);
      for (const i of names.keys()) {
        expect(await decode(await source.read(i), { side: 16, crop: 'centre' })).toBeInstanceOf(Uint8Array);
      }
      await source.close();
    }
  });

  it('but a run goes on with the files that were read when it was started', async () => {
    const png = await noise(1).png().toBuffer();
    const before = await openDataset(await writeFolder(join(scratch.folder, 'before'), { 'a.png': png }));
    const path = await writeFolder(join(scratch.folder, 'now'), { 'a.png': png, 'b.bmp': png, c: png });
    expect((await openDataset(path)).pictures).toHaveLength(3);
    const again = await openDataset(path, { startedWith: before.list });
    expect(again.pictures.map(({ name }) => name)).toEqual(['a.png']);
    expect(again.list).toBe(before.list);
    await writeFile(join(path, 'd.png'), png);
    expect((await openDataset(path, { startedWith: before.list })).pictures).toHaveLength(4);
  });
});
