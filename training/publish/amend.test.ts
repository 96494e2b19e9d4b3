import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseManifest } from '../../latent/model/manifest.ts';
import { parseLock } from '../../latent/model/published-lock.ts';
import { amendModel } from './amend.ts';
import { readDataDescription } from './card/data-description.ts';
import { sha256 } from './models.ts';

const MODELS = join(import.meta.dirname, '../../models');
const ID = 'face-256-b03dc0';

let models: string;
beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'dareka-amend-'));
  await mkdir(join(models, ID));
  for (const file of ['published.lock', `${ID}/manifest.json`, `${ID}/card.md`]) {
    await cp(join(MODELS, file), join(models, file));
  }
});
afterAll(() => rm(models, { recursive: true }));

async function manifestIn(folder: string) {
  return parseManifest(JSON.parse(await readFile(join(folder, ID, 'manifest.json'), 'utf8')));
}

it('new measures of traits are in the manifest, the card and the lock, and all else stays', async () => {
  const before = await manifestIn(models);
  const about = await readDataDescription(join(import.meta.dirname, 'faces-256.toml'));
  const { labels = [], traits } = before;
  const odds = { constant: -1, weights: [0.5, 2], pairs: [[0, 1, 0.25] as [number, number, number]] };
  const [first, ...others] = labels;
  const asked = traits?.asked.map((each) => ({ ...each, held: { ...each.held, share: 0.4321 } })) ?? [];
  const measures = {
    labels: [{ ...(first ?? expect.fail()), odds: [odds] as [typeof odds] }, ...others],
    traits: { ...(traits ?? expect.fail()), asked },
  };
  await amendModel(join(models, ID), measures, about);

  const after = await manifestIn(models);
  const { files, ...rest } = before;
  expect(after).toMatchObject({ ...rest, ...measures });
  const card = await readFile(join(models, ID, 'card.md'));
  expect(card.toString()).toContain('| 43.2 % |');
  const listed = after.files.find(({ role }) => role === 'card');
  expect(listed).toMatchObject({ bytes: card.length, sha256: sha256(card) });
  expect(after.files.filter((file) => file !== listed)).toEqual(files.filter(({ role }) => role !== 'card'));

  const lockBefore = parseLock(await readFile(join(MODELS, 'published.lock'), 'utf8'));
  const lock = parseLock(await readFile(join(models, 'published.lock'), 'utf8'));
  expect([...lock.keys()]).toEqual([...lockBefore.keys()]);
  const document = await readFile(join(models, ID, 'manifest.json'));
  expect(lock.get(ID)).toBe(sha256(document));
  expect([...lock].filter(([id]) => id !== ID)).toEqual([...lockBefore].filter(([id]) => id !== ID));
});

it('a model whose faces addresses of names keep is refused, and stays as it was', async () => {
  const index = join(models, 'index.json');
  await cp(join(MODELS, 'index.json'), index);
  const before = await readFile(join(models, ID, 'manifest.json'));
  const about = await readDataDescription(join(import.meta.dirname, 'faces-256.toml'));
  await expect(amendModel(join(models, ID), {}, about)).rejects.toThrow(
    'the faces of names at /a/v2/ depend on its labels and never change',
  );
  expect(await readFile(join(models, ID, 'manifest.json'))).toEqual(before);
  await rm(index);
});

it('a model that the lock does not have is refused, and stays as it was', async () => {
  const lock = join(models, 'published.lock');
  const lines = await readFile(lock, 'utf8');
  await writeFile(lock, lines.replace(/^.*face-256.*\n/m, ''));
  const before = await readFile(join(models, ID, 'manifest.json'));
  const about = await readDataDescription(join(import.meta.dirname, 'faces-256.toml'));
  await expect(amendModel(join(models, ID), {}, about)).rejects.toThrow(`no line of ${ID}`);
  expect(await readFile(join(models, ID, 'manifest.json'))).toEqual(before);
  await writeFile(lock, lines);
});
