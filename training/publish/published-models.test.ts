import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inputFromSeed } from '../../latent/condition/condition.ts';
import { parseManifest, parseModelIndex } from '../../latent/model/manifest.ts';
import { toByte } from '../image-grid.ts';
import { openGeneratorSession } from './generator-session.ts';
import { sha256 } from './models.ts';
import { sheetInputs } from './sheet.ts';

const ROOT = join(import.meta.dirname, '../..');
const MODELS = join(ROOT, 'models');
const index = parseModelIndex(JSON.parse(await readFile(join(MODELS, 'index.json'), 'utf8')));
/** The largest difference that links promise between two machines. */
const TOLERANCE = 2;
/** The mean difference of a sheet as WebP: compression loses 1.8 of 255, and one other face among the 32 adds more than 1. */
const WEBP_TOLERANCE = 2.5;

type Difference = { readonly largest: number; readonly mean: number };

/** The difference between a picture of faces in rows and the faces themselves, in steps of 1/255. */
async function apart(path: string, images: Float32Array, side: number): Promise<Difference> {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const columns = info.width / side;
  const plane = side * side;
  let largest = 0;
  let sum = 0;
  images.forEach((value, i) => {
    const face = Math.floor(i / (3 * plane));
    const y = Math.floor(face / columns) * side + Math.floor((i % plane) / side);
    const x = (face % columns) * side + (i % side);
    const drawn = data[info.channels * (y * info.width + x) + (Math.floor(i / plane) % 3)] ?? Number.NaN;
    const difference = Math.abs(drawn - toByte(value));
    largest = Math.max(largest, difference);
    sum += difference;
  });
  return { largest, mean: sum / images.length };
}

describe.each(index.models)('the published model %s', (id) => {
  const file = (name: string): string => join(MODELS, id, name);

  it('has exactly the files that its manifest lists', async () => {
    const manifest = parseManifest(JSON.parse(await readFile(file('manifest.json'), 'utf8')));
    expect(manifest.id).toBe(id);
    expect((await readdir(join(MODELS, id))).sort()).toEqual(
      ['manifest.json', ...manifest.files.map(({ name }) => name)].sort(),
    );
    for (const { name, bytes, sha256: digest } of manifest.files) {
      const content = await readFile(file(name));
      expect({ name, bytes: content.length, digest: sha256(content) }).toEqual({ name, bytes, digest });
    }
  });

  it('draws its probe and sheet', async () => {
    const manifest = parseManifest(JSON.parse(await readFile(file('manifest.json'), 'utf8')));
    const { latentSize, resolution, prior, probe, condition } = manifest;
    const taken = { latentSize, truncation: prior.truncation, condition };
    const { draw, release } = await openGeneratorSession(await readFile(file('generator.onnx')), latentSize);
    const face = await draw(inputFromSeed(probe.seed, taken));
    expect((await apart(file(probe.file), face, resolution)).largest).toBeLessThanOrEqual(TOLERANCE);
    const faces = await draw(sheetInputs(taken));
    const sheet = manifest.files.find(({ role }) => role === 'sheet')?.name ?? '';
    const difference = await apart(file(sheet), faces, resolution);
    if (sheet.endsWith('.png')) {
      expect(difference.largest).toBeLessThanOrEqual(TOLERANCE);
    } else {
      expect(difference.mean).toBeLessThanOrEqual(WEBP_TOLERANCE);
    }
    await release();
  });
});

it('the picture in the README is the sheet of the default model', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  expect(readme).toMatch(new RegExp(`!\\[[^\\]]+\\]\\(models/${index.default}/sheet\\.(png|webp)\\)`));
});
