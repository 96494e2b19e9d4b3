import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { PICTURE_BYTES } from '../limits.ts';
import { noise } from '../testing/datasets.ts';
import { decode } from './decode.ts';

const SIDE = 16;
/** A picture of one colour. */
function plain(colour: string, channels: 3 | 4 = 3) {
  return sharp({ create: { width: 32, height: 32, channels, background: colour } });
}

async function pixelsOf(bytes: Uint8Array, crop: 'centre' | 'face' = 'centre'): Promise<Uint8Array> {
  const outcome = await decode(bytes, { side: SIDE, crop });
  if (typeof outcome === 'string') {
    throw new Error(`skipped as ${outcome}`);
  }
  expect(outcome.length).toBe(3 * SIDE * SIDE);
  return outcome;
}
function pixel(pixels: Uint8Array, x: number, y: number) {
  return [...pixels.subarray(3 * (y * SIDE + x)).subarray(0, 3)];
}
/** Whether all pixels are of a colour, to within the rounding of a conversion between colour spaces. */
function expectColour(pixels: Uint8Array, colour: readonly number[], within: number): void {
  for (let i = 0; i < pixels.length; i++) {
    expect(Math.abs((pixels[i] ?? 0) - (colour[i % 3] ?? 0))).toBeLessThanOrEqual(within);
  }
}

describe('a small picture', () => {
  const cut = { side: SIDE, crop: 'centre' } as const;
  it('is padded with the colour at its edge, and has its own pixels in the middle', async () => {
    const pixels = new Uint8Array(3 * 12 * 12).fill(7);
    pixels.set([200, 100, 50], 3 * (5 * 12 + 6));
    // Not the mean: one bright pixel at the edge.
    pixels.set([255, 255, 255], 0);
    const small = sharp(pixels, { raw: { width: 12, height: 12, channels: 3 } });
    const padded = await decode(await small.png().toBuffer(), { ...cut, pad: true });
    if (typeof padded === 'string') {
      throw new Error(padded);
    }
    expect(padded.length).toBe(3 * SIDE * SIDE);
    expect(pixel(padded, 0, 0)).toEqual([7, 7, 7]);
    expect(pixel(padded, 15, 15)).toEqual([7, 7, 7]);
    expect(pixel(padded, 2, 2)).toEqual([255, 255, 255]);
    expect(pixel(padded, 8, 7)).toEqual([200, 100, 50]);
    expect(padded.filter((value) => value !== 7)).toHaveLength(6);
  });

  it('is skipped unless it is padded or enlarged, and a large one is reduced all the same', async () => {
    const small = await plain('rgb(9, 9, 9)').resize(10).png().toBuffer();
    expect(await decode(small, cut)).toBe('tiny');
    const large = await noise(1, 40, 40).png().toBuffer();
    expect(await decode(large, { ...cut, pad: true })).toEqual(await decode(large, cut));
  });
});

describe('pictures are decoded to sRGB', () => {
  it('from grey', async () => {
    const grey = await plain('rgb(90, 90, 90)').toColourspace('b-w').png().toBuffer();
    expect((await sharp(grey).metadata()).channels).toBe(1);
    expectColour(await pixelsOf(grey), [90, 90, 90], 0);
  });

  it('from 16 bits', async () => {
    const deep = await plain('rgb(10, 120, 240)').toColourspace('rgb16').png().toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe('ushort');
    expectColour(await pixelsOf(deep), [10, 120, 240], 1);
  });

  it('from a palette', async () => {
    expectColour(await pixelsOf(await plain('rgb(10, 120, 240)').gif().toBuffer()), [10, 120, 240], 0);
  });

  it('from a wider colour space, by its profile', async () => {
    const wide = await plain('rgb(200, 60, 50)').withIccProfile('p3').png().toBuffer();
    const stored = await sharp(wide, { ignoreIcc: true }).removeAlpha().raw().toBuffer();
    expect(Math.abs((stored[0] ?? 0) - 200)).toBeGreaterThan(8); // Its numbers are others,
    expectColour(await pixelsOf(wide), [200, 60, 50], 2); // its colour is the same.
  });

  it('on a grey background where they are transparent', async () => {
    expectColour(await pixelsOf(await plain('rgba(255, 0, 0, 0)', 4).png().toBuffer()), [128, 128, 128], 0);
    expectColour(
      await pixelsOf(await plain('rgba(255, 0, 0, 0.5)', 4).webp({ lossless: true }).toBuffer()),
      [192, 64, 64],
      1,
    );
  });

  it('rotated by their EXIF orientation', async () => {
    // Stored on its side: red is on the left, and at the top after the rotation.
    const left = await plain('red').resize(16, 32).png().toBuffer();
    const lying = await plain('blue')
      .composite([{ input: left, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer();
    const pixels = await pixelsOf(lying);
    expect(pixel(pixels, 8, 1)).toEqual([255, 0, 0]);
    expect(pixel(pixels, 8, 14)).toEqual([0, 0, 255]);
  });
});

describe('the square of a face', () => {
  it('is cut from the upright picture', async () => {
    // 178×218 once upright, green where the face is.
    const face = await sharp({ create: { width: 128, height: 128, channels: 3, background: 'lime' } })
      .png()
      .toBuffer();
    const upright = await sharp({ create: { width: 178, height: 218, channels: 3, background: 'black' } })
      .composite([{ input: face, left: 25, top: 57 }])
      .png()
      .toBuffer();
    expectColour(await pixelsOf(upright, 'face'), [0, 255, 0], 0);
    const lying = await sharp(upright).rotate(270).withMetadata({ orientation: 6 }).png().toBuffer();
    expectColour(await pixelsOf(lying, 'face'), [0, 255, 0], 0);
  });
});

describe('pictures that are skipped', () => {
  it.each([
    ['corrupt', 'no picture at all', async () => Buffer.from('no picture')],
    ['corrupt', 'an empty file', async () => new Uint8Array()],
    ['corrupt', 'half a PNG', async () => (await noise(1, 64, 64).png().toBuffer()).subarray(0, 6000)],
    ['corrupt', 'half a JPEG', async () => (await noise(1, 64, 64).jpeg().toBuffer()).subarray(0, 1500)],
    ['tiny', 'lower than the side', () => noise(1, 100, 15).png().toBuffer()],
    ['tiny', 'narrower than the side', () => noise(1, 15, 100).png().toBuffer()],
    [
      'animated',
      'a GIF of three frames',
      async () =>
        sharp(await Promise.all([1, 2, 3].map((i) => noise(i).png().toBuffer())), {
          join: { animated: true },
        })
          .gif()
          .toBuffer(),
    ],
    ['cmyk', 'a JPEG for print', () => plain('teal').toColourspace('cmyk').jpeg().toBuffer()],
  ])('%s: %s', async (reason, _, make) => {
    expect(await decode(await make(), { side: SIDE, crop: 'centre' })).toBe(reason);
  });

  it('do not include those smaller than the side where they are to be enlarged', async () => {
    const cut = { side: SIDE, crop: 'centre', enlarge: true } as const;
    const small = await plain('rgb(10, 120, 240)').resize(7, 9).png().toBuffer();
    expectColour((await decode(small, cut)) as Uint8Array, [10, 120, 240], 1);
    // A larger one is as it would be otherwise.
    const large = await noise(1, 40, 30).png().toBuffer();
    expect(await decode(large, cut)).toEqual(await decode(large, { side: SIDE, crop: 'centre' }));
  });

  it('do not include those of exactly the side', async () => {
    await pixelsOf(await noise(1, 16, 16).png().toBuffer());
  });
});

it('a picture with more pixels than are decoded is skipped by what its header says', async () => {
  const wide = await sharp({ create: { width: 8193, height: 8193, channels: 3, background: 'red' } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  expect(wide.length).toBeLessThan(PICTURE_BYTES / 100);
  expect(await decode(wide, { side: SIDE, crop: 'centre' })).toBe('large');
});
