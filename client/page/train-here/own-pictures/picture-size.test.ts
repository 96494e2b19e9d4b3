import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { isHeic, pictureSize } from './picture-size.ts';

const picture = sharp({ create: { width: 300, height: 70, channels: 3, background: '#456' } });
const SIZE = { width: 300, height: 70 };

async function bytes(made: Sharp): Promise<Uint8Array> {
  return new Uint8Array(await made.toBuffer());
}

test.each([
  ['PNG', () => picture.clone().png()],
  ['JPEG', () => picture.clone().jpeg()],
  ['JPEG with EXIF', () => picture.clone().withMetadata({ orientation: 6 }).jpeg({ progressive: true })],
  ['GIF', () => picture.clone().gif()],
  ['WebP, lossy', () => picture.clone().webp()],
  ['WebP, lossless', () => picture.clone().webp({ lossless: true })],
  ['WebP with alpha', () => picture.clone().ensureAlpha(0.5).webp()],
] as const)('the size of a %s is read from its head', async (_, make) => {
  const file = await bytes(make());
  expect(pictureSize(file)).toEqual(SIZE);
  for (const length of [0, 1, 3, 8]) {
    expect(pictureSize(file.subarray(0, length))).toBeNull();
  }
});

test('the size of a BMP is read, upside down or not', () => {
  const file = new Uint8Array(54);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  view.setInt32(18, 300, true);
  view.setInt32(22, -70, true);
  expect(pictureSize(file)).toEqual(SIZE);
});

test('other files have none', () => {
  for (const text of ['', 'hello', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'PK']) {
    expect(pictureSize(new TextEncoder().encode(text))).toBeNull();
  }
});

test('photos of iPhones are told from AVIFs, which browsers read', async () => {
  const heic = Uint8Array.from([0, 0, 0, 24, ...new TextEncoder().encode('ftypheic')]);
  expect(isHeic(heic)).toBe(true);
  expect(isHeic(await bytes(picture.clone().avif({ effort: 0 })))).toBe(false);
});
