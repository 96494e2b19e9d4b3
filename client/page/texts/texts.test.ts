import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackendReason } from '@dareka/engine';
import { describe, expect, test } from 'vitest';
import { type Manifest, parseManifest, parseModelIndex } from '../../../latent/model/manifest.ts';
import { directionSlug } from '../../../latent/traits/direction-name.ts';
import { aboutTexts } from '../about/texts.ts';
import { directionTexts } from './directions.ts';
import { manifestTexts } from './manifest.ts';
import { statusTexts } from './status.ts';

const MODELS = join(import.meta.dirname, '..', '..', '..', 'models');

function published(): Manifest[] {
  const { models } = parseModelIndex(JSON.parse(readFileSync(join(MODELS, 'index.json'), 'utf8')));
  return models.map((id) =>
    parseManifest(JSON.parse(readFileSync(join(MODELS, id, 'manifest.json'), 'utf8'))),
  );
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

describe.each(published().map((manifest) => [manifest.id, manifest] as const))('of %s', (_, manifest) => {
  test('every direction and both of its ends have a name in both languages', () => {
    for (const directions of [directionTexts.en, directionTexts.ja]) {
      for (const direction of manifest.directions) {
        const known = directions.known[directionSlug(direction.name)];
        expect(directions.name(direction.name)).toBe(known?.name);
        expect(Object.keys(known?.ends ?? {})).toEqual(direction.ends);
        const [less, more] = direction.ends ?? ['', ''];
        expect(directions.less(direction)).toBe(known?.ends[less]);
        expect(directions.more(direction)).toBe(known?.ends[more]);
      }
    }
  });

  test('every text of the manifest has a Japanese translation', () => {
    const model = manifestTexts.ja;
    const about = aboutTexts.ja;
    const said = [
      model.data(manifest.data.description),
      ...(manifest.arithmetic ?? []).flatMap(({ shows }) => Object.values(shows).map(model.shows)),
      ...(manifest.evaluation?.measures ?? []).map(({ name }) => model.measure(name)),
      ...(manifest.evaluation?.groups ?? []).map(({ name }) => model.group(name)),
      ...Object.keys(manifest.metrics.values).map(about.metric),
    ];
    expect(said.filter((text) => !JAPANESE.test(text))).toEqual([]);
    for (const name of (manifest.evaluation?.measures ?? []).map(({ name }) => name)) {
      expect(manifestTexts.en.measure(name)).not.toBe(name);
    }
  });
});

test('an unknown direction keeps the names that its model gives it', () => {
  const own = { name: 'hat size', ends: ['bare', 'big hat'] } as const;
  for (const directions of [directionTexts.en, directionTexts.ja]) {
    expect([directions.name(own.name), directions.less(own), directions.more(own)]).toEqual([
      'hat size',
      'bare',
      'big hat',
    ]);
  }
});

test('the ends of a direction are in the order of its model: "Skin tone" ends with lighter skin', () => {
  const tone = { name: 'skin tone', ends: ['dark', 'light'] } as const;
  expect([directionTexts.en.less(tone), directionTexts.en.more(tone)]).toEqual([
    'darker skin',
    'lighter skin',
  ]);
});

test('a GPU whose name the browser hides is called an unnamed GPU', () => {
  const faster = { kind: 'faster', device: '', wasm: 2, webgpu: 1 } as const;
  expect(statusTexts.en.reason(faster)).toBe(
    'faster here than WebGPU on an unnamed GPU, 2 against 1 faces a second',
  );
  expect(statusTexts.ja.reason({ kind: 'adapter', device: '' })).toMatch(/GPU/);
});

test('no Japanese sentence about what draws ends in its middle', () => {
  const speeds = { device: 'GPU', wasm: 1, webgpu: 2 };
  const reasons: readonly BackendReason[] = [
    { kind: 'noWebGpu' },
    { kind: 'noAdapter' },
    { kind: 'faster', ...speeds },
    { kind: 'faster', ...speeds, wasm: 3 },
    { kind: 'failed', detail: '' },
    { kind: 'singleFace', detail: '' },
  ];
  for (const reason of reasons) {
    expect(statusTexts.ja.reason(reason).replace(/（[^（）]*）/g, '')).not.toMatch(/ため(。|$)/);
  }
});

test('brackets and other marks beside Japanese have the width of its characters', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const sources = ['client', 'worker'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(^|[/-])texts?\.ts$|[/\\]texts[/\\][\w-]+\.ts$/.test(name))
      .map((name) => join(root, folder, name)),
  );
  expect(sources.length).toBeGreaterThan(15);
  const beside = new RegExp(`${JAPANESE.source}[():;!?,]|[()]${JAPANESE.source}`, 'u');
  const narrow = sources.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => beside.test(line)),
  );
  expect(narrow).toEqual([]);
});
