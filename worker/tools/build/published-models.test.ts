import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseModelIndex } from '../../../latent/model/manifest.ts';
import { lockLine, PUBLISHED_LOCK } from '../../../latent/model/published-lock.ts';
import { publishedFixture } from '../../testing/fixture-models.ts';
import { writeFixture } from '../testing/fixture-site.ts';
import { checkLock } from './published-lock.ts';
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

describe('published.lock', () => {
  const lines = models.map(({ manifest: { id }, files }) =>
    lockLine(
      id,
      createHash('sha256')
        .update(files.get('manifest.json') ?? '')
        .digest('hex'),
    ),
  );

  async function check(lock: string): Promise<void> {
    await writeFile(join(published, PUBLISHED_LOCK), lock);
    await checkLock(
      published,
      parseModelIndex(JSON.parse(await readFile(join(published, 'index.json'), 'utf8'))),
    );
  }

  test('accepts exactly the models that it lists', async () => {
    await check(lines.join(''));
    await expect(check(lines[0] ?? '')).rejects.toThrow(`lacks the line of ${models[1].manifest.id}`);
    await expect(check('nothing\n')).rejects.toThrow('line 1 of published.lock');
  });

  test('refuses a model that was changed together with its manifest', async () => {
    await writeFile(join(model, 'manifest.json'), JSON.stringify({ ...manifest, name: 'other' }));
    await readPublished(published);
    await expect(check(lines.join(''))).rejects.toThrow(`the manifest of ${manifest.id} has SHA-256`);
  });

  test('refuses a site that lost a model, which links name', async () => {
    const lost = models[1].manifest.id;
    await rm(join(published, lost), { recursive: true });
    const rest = { ...index, models: index.models.filter((id) => id !== lost) };
    await writeFile(join(published, 'index.json'), JSON.stringify(rest));
    await readPublished(published);
    await expect(check(lines.join(''))).rejects.toThrow(`has ${lost}, which the index lacks`);
  });

  test('lists the models of this repository', async () => {
    const folder = join(import.meta.dirname, '..', '..', '..', 'models');
    const ours = parseModelIndex(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));
    await checkLock(folder, ours);
    // Addresses with it are on other people's pages.
    expect(ours.avatars).toMatchObject({ v1: 'face-128-a82bcb', v2: 'face-256-b03dc0' });
  });
});
