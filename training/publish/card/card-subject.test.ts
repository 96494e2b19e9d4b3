import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Manifest, parseManifest } from '../../../latent/model/manifest.ts';
import { cardSubject } from './card-subject.ts';
import { modelCard } from './model-card.ts';

const ABOUT = {
  name: 'Mugs',
  description: 'White mugs.',
  portraits: 'unknown',
  realPersons: false,
  licence: 'CC0',
  limits: 'They are all white.',
} as const;
const PICTURES = { protocol: 'pictures-1', samples: 333, measures: [] };
const FACES = { protocol: 'faces-3', samples: 333, measures: [] };

async function published(id: string): Promise<Manifest> {
  return parseManifest(
    JSON.parse(await readFile(join(import.meta.dirname, '../../../models', id, 'manifest.json'), 'utf8')),
  );
}

it('a card speaks of faces where a detector found some, or else where the classes are of people', async () => {
  const { condition } = await published('digits-32-c0a562');
  expect(cardSubject({ evaluation: FACES, condition }).drawn).toBe('faces');
  expect(cardSubject({ evaluation: PICTURES }).drawn).toBe('pictures');
  expect(cardSubject({}).drawn).toBe('faces');
  expect(cardSubject({ condition }).drawn).toBe('pictures');
});

it('the whole card says the same: a model without classes whose data have no faces draws pictures', async () => {
  const manifest = await published('dcgan-64-0d7899');
  const card = modelCard({ ...manifest, evaluation: PICTURES }, 'float16', ABOUT);
  expect(card).toContain('A generator of 64×64 pictures:');
  expect(card).toContain('generated pictures on the visitor');
  expect(card).toContain('learning how a DCGAN works.');
  expect(card).toContain('## How good the pictures are');
  expect(card).not.toMatch(/people who do not exist|generated faces|How good the faces/);
});
