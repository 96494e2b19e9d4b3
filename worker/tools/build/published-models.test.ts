import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { publishedFixture } from '../../testing/fixture-models.ts';
import { writeFixture } from '../testing/fixture-site.ts';
import { readPublished } from './published-models.ts';

const { index, models } = await publishedFixture();
const { manifest } = models[0];

let folder: string;
let published: string;
let model: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dareka-models-'));
  published = (await writeFixture(folder)).models;
  model = join(published, manifest.id);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a folder of published models', () => {
  test('is read with its index, all manifests and all files', async () => {
    const { manifests, files, ...rest } = await readPublished(published);
    expect(rest.index).toEqual(index);
    expect(manifests).toEqual(models.map((each) => each.manifest));
    expect(files).toHaveLength(1 + models.reduce((sum, each) => sum + each.files.size, 0));
    expect(files).toContain(`${manifest.id}/generator.onnx`);
  });

  test('is refused if a file differs from its manifest', async () => {
    await writeFile(join(model, 'probe.png'), 'another picture');
    await expect(readPublished(published)).rejects.toThrow(/probe\.png has 15 bytes .* manifest says 700/);
  });

  test('is refused if a file is missing or not listed', async () => {
    await writeFile(join(model, 'notes.txt'), 'not listed');
    await expect(readPublished(published)).rejects.toThrow(/does not list notes\.txt/);
    await rm(join(model, 'notes.txt'));
    await rm(join(model, 'card.md'));
    await expect(readPublished(published)).rejects.toThrow(/card\.md/);
  });

  test('is refused if a manifest is damaged or in the wrong folder', async () => {
    await writeFile(join(model, 'manifest.json'), '{"format": 1');
    await expect(readPublished(published)).rejects.toThrow(/cannot read .*manifest\.json/);
    await writeFile(join(model, 'manifest.json'), '{"format": 1}');
    await expect(readPublished(published)).rejects.toThrow(/manifest\.json is not valid/);
    await writeFile(join(model, 'manifest.json'), JSON.stringify(models[1].manifest));
    await expect(readPublished(published)).rejects.toThrow(/but its folder is/);
  });

  test('is refused if the index misses a model, but ignores hidden folders', async () => {
    await mkdir(join(published, '.half-written'));
    await readPublished(published);
    await mkdir(join(published, 'other-1a2b3c'));
    await expect(readPublished(published)).rejects.toThrow(/index\.json does not list other-1a2b3c/);
  });

  test('is refused if there is no index', async () => {
    await rm(join(published, 'index.json'));
    await expect(readPublished(published)).rejects.toThrow(/cannot read .*index\.json/);
  });
});
