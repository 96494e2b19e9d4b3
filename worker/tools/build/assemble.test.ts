import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FIXTURE_MAX_ASSET_BYTES } from '../../testing/fixture-models.ts';
import { writeFixture } from '../testing/fixture-site.ts';
import { assembleSite, type SiteSources } from './assemble.ts';

let folder: string;
let parts: SiteSources;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dareka-site-'));
  parts = await writeFixture(folder);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the site', () => {
  test('stores each file in every form that its catalog lists, with the same content', async () => {
    const { files } = await assembleSite(parts);
    for (const [path, { bytes, plain, encoded }] of Object.entries(files)) {
      const stored = (suffix: string) => readFile(join(parts.out, path + suffix));
      const forms = [
        ...(plain ? [await stored('')] : []),
        ...(encoded.br === undefined ? [] : [brotliDecompressSync(await stored('.br'))]),
        ...(encoded.gzip === undefined ? [] : [gunzipSync(await stored('.gz'))]),
      ];
      for (const form of forms) {
        expect(form).toHaveLength(bytes);
      }
      for (const form of forms) {
        expect(form.equals(forms[0] ?? form)).toBe(true);
      }
    }
  });

  test('has no asset over the size limit', async () => {
    await assembleSite(parts);
    const entries = await readdir(parts.out, { recursive: true, withFileTypes: true });
    const assets = entries.filter((entry) => entry.isFile());
    expect(assets.length).toBeGreaterThan(0);
    for (const { parentPath, name } of assets) {
      expect((await readFile(join(parentPath, name))).length).toBeLessThanOrEqual(FIXTURE_MAX_ASSET_BYTES);
    }
  });

  test('is the same when built from the cache, and leaves no temporary files', async () => {
    const first = await assembleSite(parts);
    expect(await assembleSite(parts)).toEqual(first);
    const names = await readdir(folder);
    expect(names.sort()).toEqual(['cache', 'embed', 'models', 'ort', 'page', 'site']);
  });

  test('stays as it was if the next build fails', async () => {
    await assembleSite(parts);
    const before = await readdir(parts.out, { recursive: true });
    await rm(join(parts.page, 'index.html'));
    await expect(assembleSite(parts)).rejects.toThrow(/there is no page in .*vite build client/);
    expect(await readdir(parts.out, { recursive: true })).toEqual(before);
  });

  test('is refused if a file is too large in every coding', async () => {
    const noise = crypto.getRandomValues(new Uint8Array(FIXTURE_MAX_ASSET_BYTES + 1));
    await writeFile(join(parts.page, 'noise.bin'), noise);
    await expect(assembleSite(parts)).rejects.toThrow(/noise\.bin has \d+ bytes as (br|gzip)/);
  });
});
