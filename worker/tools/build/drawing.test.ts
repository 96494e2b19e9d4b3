import { expect, test } from 'vitest';
import { CARD } from '../../drawing/card.ts';
import { bundleDrawing, hashDrawing, renderCardTemplate } from './drawing.ts';

const template = await renderCardTemplate();

function alphaAt(x: number, y: number): number {
  return template[(y * CARD.width + x) * 4 + 3] ?? -1;
}

test('the card has a hole for the face, with round corners, and is opaque around it', () => {
  expect(template).toHaveLength(CARD.width * CARD.height * 4);
  expect(alphaAt(315, 315)).toBe(0);
  expect([alphaAt(91, 55), alphaAt(574, 315), alphaAt(538, 574)]).toEqual([0, 0, 0]);
  expect([alphaAt(54, 315), alphaAt(575, 315), alphaAt(55, 55), alphaAt(574, 574)]).toEqual([
    255, 255, 255, 255,
  ]);
});

test('the lettering is there without a font', () => {
  const dark = (x: number, y: number) => (template[(y * CARD.width + x) * 4] ?? 255) < 128;
  const ink = Array.from({ length: 500 * 200 }, (_, i) => dark(640 + (i % 500), 280 + Math.floor(i / 500)));
  expect(ink.filter(Boolean).length).toBeGreaterThan(5000);
});

test('the hash of drawing is the same for the same sources, and another for another card', async () => {
  const hash = await hashDrawing(template);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await hashDrawing(template)).toBe(hash);
  const changed = template.slice();
  changed[0] = (changed[0] ?? 0) + 1;
  expect(await hashDrawing(changed)).not.toBe(hash);
});

test('the hash covers the code that draws', async () => {
  const { code, modules } = await bundleDrawing();
  expect(code.length).toBeGreaterThan(1000);
  for (const file of [
    'worker/drawing/draw.ts',
    'worker/drawing/card.ts',
    'kernel/generator.ts',
    'picture/png.ts',
    'picture/resample.ts',
  ]) {
    expect(modules.filter((module) => module.endsWith(file))).toHaveLength(1);
  }
});
