import { expect, test } from 'vitest';
import { frameIndexer, paletteOf, UNCHANGED } from './gif-frames.ts';

const EDGE = 32;

/** A gradient that grows lighter from picture to picture, beside a part that stays. */
const pictures = Array.from({ length: 8 }, (_, at) => ({
  width: EDGE,
  data: Uint8ClampedArray.from({ length: 4 * EDGE * EDGE }, (_, i) => {
    const x = Math.floor(i / 4) % EDGE;
    const light = x < EDGE / 2 ? 4 * x + 12 * at : 4 * x;
    return [light, light / 2, 90, 255][i % 4] ?? 0;
  }),
}));

test('frames that are drawn over each other show each picture, and leave out what stays', () => {
  const palette = paletteOf(pictures);
  expect(palette).toHaveLength(256);
  const indexOf = frameIndexer(palette);
  const shown = new Uint8Array(EDGE * EDGE);
  for (const [at, picture] of pictures.entries()) {
    const frame = indexOf(picture);
    const unchanged = frame.filter((index) => index === UNCHANGED).length;
    // Nothing is on screen before the first frame; of the later ones half stays.
    expect(unchanged / frame.length).toBeGreaterThanOrEqual(at === 0 ? 0 : 0.5);
    expect(unchanged === 0 || at > 0).toBe(true);
    let worst = 0;
    for (const [i, index] of frame.entries()) {
      shown[i] = index === UNCHANGED ? (shown[i] ?? 0) : index;
      const colour = palette[shown[i] ?? 0] ?? [];
      for (const [channel, value] of colour.entries()) {
        worst = Math.max(worst, Math.abs(value - (picture.data[4 * i + channel] ?? 0)));
      }
    }
    // The quantizer joins 8 levels of a channel, and the table of 6 bits 4 of them.
    expect(worst).toBeLessThanOrEqual(8 + 4);
  }
});
