/**
 * A site whose default model, one of 128 pixels, has random directions with known names and ranges, and a random typical face, for
 * tests that must not depend on a published model's. None of its models has classes. The site is in a temporary folder.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeDirections } from '../../latent/directions.ts';
import { parseManifest } from '../../latent/model/manifest.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';
import { typicalLatent } from './site-contents.ts';
import { startSiteWithModels } from './site-with-models.ts';
import type { TemporarySite } from './temporary-site.ts';

const NAMES = { smile: ['serious', 'smiling'], age: ['young', 'old'], glasses: ['none', 'glasses'] };
const RANGE = [-3, 3];

export function startSiteWithDirections(): Promise<TemporarySite> {
  return startSiteWithModels(async (models, index) => {
    // This one has a discriminator, too, which the studio asks.
    const model = index.avatars?.v1 ?? index.default;
    await addDirections(join(models, model));
    await Promise.all(index.models.map((id) => removeCondition(join(models, id, 'manifest.json'))));
    return { ...index, default: model };
  });
}

/** Removes what a manifest says of classes, as if the model had none. */
async function removeCondition(file: string): Promise<void> {
  const { condition, ...manifest } = JSON.parse(await readFile(file, 'utf8'));
  if (condition !== undefined) {
    delete manifest.discriminator?.takesClass;
    await writeFile(file, JSON.stringify(manifest));
  }
}

async function addDirections(model: string): Promise<void> {
  const file = join(model, 'manifest.json');
  const manifest = parseManifest(JSON.parse(await readFile(file, 'utf8')));
  const bytes = encodeDirections(
    Object.keys(NAMES).map((_, i) => unit(latentFromSeed(1000 + i, manifest.latentSize))),
  );
  await writeFile(join(model, 'directions.bin'), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const own = manifest.files.filter(({ role }) => role !== 'directions');
  // These were measured along the model's own directions.
  const { turns: _turns, arithmetic: _arithmetic, labels: _labels, traits: _traits, ...rest } = manifest;
  const directed = {
    ...rest,
    typical: { z: typicalLatent(manifest.latentSize), measured: {} },
    directions: Object.entries(NAMES).map(([name, ends]) => ({ name, ends, range: RANGE, measured: {} })),
    files: [
      ...own,
      { name: 'directions.bin', role: 'directions', bytes: bytes.length, sha256, dtype: 'f32' },
    ],
  };
  await writeFile(file, JSON.stringify(directed));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
