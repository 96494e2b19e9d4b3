import { expect, test } from 'vitest';
import { drawFace, drawPicture, readGenerator } from '../../../kernel/draw.ts';
import { buildKernel } from '../../../kernel/tools/build.ts';
import { avatarFace, avatarModel } from '../../../latent/avatar.ts';
import { encodeFace } from '../../../latent/code/code.ts';
import { decodeDirections } from '../../../latent/directions.ts';
import { latentFromFace } from '../../../latent/face.ts';
import { encodePng } from '../../../picture/png.ts';
import { CARD, withoutCaption } from '../../drawing/card.ts';
import { sha256Hex } from '../../sha256.ts';
import { FIXTURE_AVATAR_SHA256, publishedFixture } from '../../testing/fixture-models.ts';
import { bundleDrawing, hashDrawings, renderCardTemplate } from './drawing.ts';

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

test('the lettering is drawn although no font is installed', () => {
  const dark = (x: number, y: number) => (template[(y * CARD.width + x) * 4] ?? 255) < 128;
  const ink = Array.from({ length: 500 * 200 }, (_, i) => dark(640 + (i % 500), 280 + Math.floor(i / 500)));
  expect(ink.filter(Boolean).length).toBeGreaterThan(5000);
});

test('the card of something that is no person has the name, and says nothing below it', () => {
  const inkBetween = (data: Uint8ClampedArray, from: number, to: number): number =>
    Array.from(data.subarray(from * CARD.width * 4, to * CARD.width * 4)).filter(
      (value, i) => i % 4 === 0 && (i >> 2) % CARD.width > 600 && value < 200,
    ).length;
  const card = new Uint8ClampedArray(template);
  const plain = withoutCaption({ ...CARD, data: card }).data;
  expect(inkBetween(card, 400, CARD.height)).toBeGreaterThan(1000);
  expect(inkBetween(plain, 400, CARD.height)).toBe(0);
  expect(inkBetween(plain, 0, 400)).toBe(inkBetween(card, 0, 400));
});

/** The same bytes, but for the first one. */
function altered(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[0] = (copy[0] ?? 0) ^ 1;
  return copy;
}

const kernel = new Uint8Array([0, 97, 115, 109]);
const encoders = { webp: kernel, jpeg: kernel };

test('the same sources have the same hashes', async () => {
  const hashes = await hashDrawings(kernel, template, encoders);
  expect(hashes.face).toMatch(/^[0-9a-f]{64}$/);
  expect(hashes.card).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(Object.values(hashes)).size).toBe(3);
  expect(await hashDrawings(kernel, template, encoders)).toEqual(hashes);
});

test('other lettering changes the hash of cards, not that of faces', async () => {
  const before = await hashDrawings(kernel, template, encoders);
  const after = await hashDrawings(kernel, altered(template), encoders);
  expect(after.face).toBe(before.face);
  expect(after.card).not.toBe(before.card);
  expect(after.plainCard).not.toBe(before.plainCard);
});

test('another kernel changes both hashes', async () => {
  const before = await hashDrawings(kernel, template, encoders);
  const after = await hashDrawings(altered(kernel), template, encoders);
  expect(after.face).not.toBe(before.face);
  expect(after.card).not.toBe(before.card);
});

test('another encoder changes both hashes', async () => {
  const before = await hashDrawings(kernel, template, encoders);
  const after = await hashDrawings(kernel, template, { ...encoders, webp: Uint8Array.from(altered(kernel)) });
  expect(after.face).not.toBe(before.face);
  expect(after.card).not.toBe(before.card);
});

test('the hashes cover the code that draws', async () => {
  const [draw, encoders, card] = [
    await bundleDrawing('kernel/draw.ts'),
    await bundleDrawing('worker/drawing/encoders.ts'),
    await bundleDrawing('worker/drawing/card.ts'),
  ];
  expect(draw.code.length).toBeGreaterThan(1000);
  for (const file of ['kernel/draw.ts', 'kernel/generator.ts', 'picture/mark.ts', 'picture/resample.ts']) {
    expect(draw.modules.filter((module) => module.endsWith(file))).toHaveLength(1);
  }
  for (const file of ['picture/png.ts', 'picture/png/deflate.ts', 'worker/drawing/lossy.ts']) {
    expect(encoders.modules.filter((module) => module.endsWith(file))).toHaveLength(1);
  }
  expect(draw.modules.filter((module) => module.endsWith('card.ts'))).toEqual([]);
  expect(card.modules.filter((module) => module.endsWith('worker/drawing/card.ts'))).toHaveLength(1);
});

test('Node draws the same file as the worker', async () => {
  const { models } = await publishedFixture();
  const [{ manifest, files }] = models;
  const contentOf = (name: string) => (files.get(name) ?? new Uint8Array()).buffer;
  const { id, latentSize } = manifest;
  const model = avatarModel(manifest, decodeDirections(contentOf('directions.bin'), latentSize));
  const face = avatarFace('alice', { age: 'old' }, model);
  const module = await WebAssembly.compile(await buildKernel());
  const draw = readGenerator(module, manifest, contentOf('generator.weights'));
  const pixels = drawFace(draw, manifest, latentFromFace(face, model), 128);
  const file = drawPicture(pixels, 128, encodePng, { code: encodeFace(face), model: id });
  expect(await sha256Hex(file)).toBe(FIXTURE_AVATAR_SHA256);
});
