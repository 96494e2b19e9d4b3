import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAnimatedWebp } from './animated-webp.ts';

const MODEL = join(import.meta.dirname, '..', '..', '..', 'models', 'face-128-a82bcb');
const film = Uint8Array.from(await readFile(join(MODEL, 'film.webp')));
const history = JSON.parse(await readFile(join(MODEL, 'history.json'), 'utf8'));

describe('the film of a published model', () => {
  test('has a frame for each step that the history lists, within the bounds of the film', () => {
    const { width, height, frames } = parseAnimatedWebp(film);
    expect(frames.length).toBe(history.film.length);
    for (const frame of frames) {
      expect(frame.x + frame.width).toBeLessThanOrEqual(width);
      expect(frame.y + frame.height).toBeLessThanOrEqual(height);
    }
  });

  test('has frames that are complete files, with correct, even lengths', async () => {
    for (const { picture } of parseAnimatedWebp(film).frames) {
      const bytes = Buffer.from(await picture.arrayBuffer());
      expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
      expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
      expect(bytes.length % 2).toBe(0);
    }
  });

  test.each([10, 1000, film.length - 1])('is refused if only %i bytes of it are there', (length) => {
    expect(() => parseAnimatedWebp(film.slice(0, length))).toThrow(
      'film.webp: it ends within its RIFF chunk',
    );
  });
});

test('a file that is not a film is refused', () => {
  const still = Uint8Array.from(Buffer.from('RIFF\u000c\0\0\0WEBPVP8 \0\0\0\0', 'latin1'));
  expect(() => parseAnimatedWebp(still)).toThrow('film.webp: it is not animated: it has no frames');
  expect(() => parseAnimatedWebp(new Uint8Array(100))).toThrow('film.webp: it is not a WebP');
});
