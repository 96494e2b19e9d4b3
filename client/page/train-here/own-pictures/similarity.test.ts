import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { OWN_SIDE } from './own-set.ts';
import { areAlike, type Signature, signatureOf } from './similarity.ts';

/** A mug on a table. */
function drawing(
  colour: string,
  handle: 'left' | 'right' = 'right',
  width = 240,
  ground = '#cfc6b8',
): Buffer {
  const x = handle === 'right' ? 400 + width / 2 : 400 - width / 2;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800">
    <rect width="800" height="800" fill="${ground}"/><rect y="560" width="800" height="240" fill="#6b4a33"/>
    <circle cx="${x}" cy="440" r="80" fill="none" stroke="${colour}" stroke-width="34"/>
    <rect x="${400 - width / 2}" y="280" width="${width}" height="320" rx="20" fill="${colour}"/></svg>`);
}

async function signed(picture: Sharp): Promise<Signature> {
  const { data } = await picture
    .resize(OWN_SIDE, OWN_SIDE)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return signatureOf(new Uint8ClampedArray(data), OWN_SIDE);
}
const red = sharp(drawing('#b83a26'));

test('the same shot is recognised in another size, in worse quality, a little brighter and a little moved', async () => {
  const first = await signed(red.clone());
  for (const other of [
    red.clone().resize(300).jpeg({ quality: 30 }),
    red.clone().modulate({ brightness: 1.05 }),
    red.clone().extract({ left: 8, top: 4, width: 790, height: 790 }),
  ]) {
    expect(areAlike(first, await signed(sharp(await other.toBuffer())))).toBe(true);
  }
});

test('another colour, another handle, another mug and another table are no copies', async () => {
  const first = await signed(red.clone());
  for (const other of [
    drawing('#2a6383'),
    drawing('#b83a26', 'left'),
    drawing('#b83a26', 'right', 420),
    drawing('#b83a26', 'right', 240, '#3a5a40'),
  ]) {
    expect(areAlike(first, await signed(sharp(other)))).toBe(false);
  }
});

test('plain pictures are compared by their colours', async () => {
  const plain = (background: string) =>
    signed(sharp({ create: { width: 90, height: 90, channels: 3, background } }));
  expect(areAlike(await plain('#333'), await plain('#363636'))).toBe(true);
  expect(areAlike(await plain('#333'), await plain('#999'))).toBe(false);
});
