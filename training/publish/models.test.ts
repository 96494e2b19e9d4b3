import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseManifest } from '../../latent/model/manifest.ts';
import { parseLock } from '../../latent/model/published-lock.ts';
import { readModelIndex } from '../read/manifest.ts';
import { enterUnlisted, publishFolder, sha256 } from './models.ts';

const PUBLISHED = join(import.meta.dirname, '../../models/first-64-ebcae8');
const { files: _, ...described } = parseManifest(
  JSON.parse(await readFile(join(PUBLISHED, 'manifest.json'), 'utf8')),
);

let models: string;
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'dareka-models-'));
});
afterEach(() => rm(models, { recursive: true }));

/** Publishes a model with the manifest of a real one. @returns its id */
async function publish(name: string, makeDefault = false): Promise<string> {
  const content = Buffer.from(name);
  const tag = sha256(content).slice(0, 6);
  const files = [
    { name: 'generator.onnx', role: 'generator' as const, content },
    { name: 'probe.png', role: 'probe' as const, content },
  ];
  const { id } = await publishFolder(
    models,
    { ...described, id: `${name}-${tag}`, tag, name },
    files,
    makeDefault,
  );
  return id;
}
async function locked(): Promise<ReadonlyMap<string, string>> {
  return parseLock(await readFile(join(models, 'published.lock'), 'utf8'));
}

it('models that are published at once are all in the index and in the lock', async () => {
  const ids = await Promise.all(['a', 'b', 'c'].map((name) => publish(name)));
  expect([...((await readModelIndex(models))?.models ?? [])].sort()).toEqual(ids);
  expect([...(await locked()).keys()].sort()).toEqual(ids);
  expect((await readdir(models)).sort()).toEqual([...ids, 'index.json', 'published.lock'].sort());
});

it('a publication that ended before the index named its folder is finished by the next one', async () => {
  const first = await publish('a');
  const index = await readFile(join(models, 'index.json'));
  const lock = await readFile(join(models, 'published.lock'));
  const second = await publish('b');
  const whole = { index: await readModelIndex(models), lock: await locked() };
  // With its line in the lock, and without.
  for (const files of [{ 'index.json': index }, { 'index.json': index, 'published.lock': lock }]) {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(models, name), content);
    }
    expect(await enterUnlisted(models, Buffer.from('b'), false)).toBe(second);
    expect({ index: await readModelIndex(models), lock: await locked() }).toEqual(whole);
  }
  expect(await enterUnlisted(models, Buffer.from('b'), false)).toBeUndefined();
  expect(await enterUnlisted(models, Buffer.from('c'), false)).toBeUndefined();
  expect(whole.index?.default).toBe(first);
});

it('a folder that the index does not name gives way to another publication', async () => {
  const first = await publish('a');
  const index = await readFile(join(models, 'index.json'));
  const second = await publish('b');
  await writeFile(join(models, 'index.json'), index);
  await cp(join(models, first, 'manifest.json'), join(models, second, 'left-over.json'));
  expect(await publish('b', true)).toBe(second);
  expect(await readdir(join(models, second))).not.toContain('left-over.json');
  expect(await readModelIndex(models)).toMatchObject({ default: second, models: [first, second] });
  await expect(publish('b')).rejects.toThrow(`this generator is published already, as ${second}`);
});
