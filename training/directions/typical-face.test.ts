import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOnGrid } from '../../latent/face.ts';
import { parseManifest } from '../../latent/model/manifest.ts';
import { callCommand } from '../testing/call-command.ts';

const MODEL = join(import.meta.dirname, '../../models/dcgan-64-0d7899');

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-typical-'));
});
afterAll(() => rm(scratch, { recursive: true }));

describe('npm run find-typical-face', () => {
  it('finds a face of usual length that is nearer to the middle than most, as manifests hold it', {
    timeout: 240_000,
  }, async () => {
    const manifest = parseManifest(JSON.parse(await readFile(join(MODEL, 'manifest.json'), 'utf8')));
    const flags = ['--model', MODEL, '--samples', '200', '--picture', 'typical.png'];
    const typical = JSON.parse((await callCommand('find-typical-face.ts', flags, scratch)).stdout);
    expect(parseManifest({ ...manifest, typical }).typical).toEqual(typical);
    const { z, measured } = typical;
    expect(z.every(isOnGrid)).toBe(true);
    const usual = manifest.prior.truncation * Math.sqrt(manifest.latentSize);
    // Each number is rounded by at most 1/64.
    expect(Math.abs(Math.hypot(...z) - usual)).toBeLessThan(Math.sqrt(manifest.latentSize) / 64);
    expect(measured.length).toBeCloseTo(Math.hypot(...z), 3);
    expect(measured.distance).toBeLessThan(measured.medianDistance);
    // The typical face, that of z = 0, and six others.
    const { width, height } = await sharp(await readFile(join(scratch, 'typical.png'))).metadata();
    expect([width, height]).toEqual([8 * 64, 64]);
  });

  it('says what is missing', async () => {
    await expect(callCommand('find-typical-face.ts', [], scratch)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('write --model with a published model or a run'),
    });
  });
});
