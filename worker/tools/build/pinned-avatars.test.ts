/**
 * The faces of `/a/v1/NAME` and `/a/v2/NAME` never change: their codes as they were when these addresses were made. A change of the rule, of
 * the model in `models/index.json`, or of the labels and odds in its manifest shows here; the remedy is another version.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AVATAR_VERSIONS, avatarFace, avatarModel } from '../../../latent/avatar.ts';
import { encodeFace } from '../../../latent/code/code.ts';
import { decodeDirections } from '../../../latent/directions.ts';
import { parseManifest, parseModelIndex } from '../../../latent/model/manifest.ts';
import pinned from '../../testing/pinned-avatars.json' with { type: 'json' };

const MODELS = join(import.meta.dirname, '..', '..', '..', 'models');

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(MODELS, path), 'utf8'));
}

describe.each(AVATAR_VERSIONS)('names at /a/%s/', (version) => {
  test('have the faces that they always had', async () => {
    const id = parseModelIndex(await readJson('index.json')).avatars?.[version];
    const manifest = parseManifest(await readJson(`${id}/manifest.json`));
    const vectors = await readFile(join(MODELS, manifest.id, 'directions.bin'));
    const model = avatarModel(
      manifest,
      decodeDirections(Uint8Array.from(vectors).buffer, manifest.latentSize),
    );
    const faces = pinned[version];
    expect(faces.length).toBeGreaterThan(20);
    for (const { name, traits, code } of faces) {
      const values = Object.fromEntries(Object.entries(traits));
      expect({ name, traits, code: encodeFace(avatarFace(name, values, model)) }).toEqual({
        name,
        traits,
        code,
      });
    }
  });
});
