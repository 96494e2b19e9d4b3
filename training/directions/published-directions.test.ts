import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addVectors, decodeDirections, meanVector, subtractVectors } from '../../latent/directions.ts';
import { lerp } from '../../latent/interpolation.ts';
import { type Manifest, parseManifest, parseModelIndex } from '../../latent/model/manifest.ts';

import { latentsFromSeeds } from '../../latent/seed/seed.ts';

import { PROTOCOL_NAMES, PROTOCOLS } from '../evaluate/protocol.ts';

import { openTestedGenerator, type TestedGenerator } from '../evaluate/tested-generator.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import { type AttributePredictor, openAttributePredictor } from '../measures/attributes/predictor.ts';
import { moveAll } from './range.ts';
import { column, predictFaces } from './sampled-faces.ts';

const MODELS = join(import.meta.dirname, '../../models');
const index = parseModelIndex(JSON.parse(await readFile(join(MODELS, 'index.json'), 'utf8')));
async function manifestOf(id: string): Promise<Manifest> {
  return parseManifest(JSON.parse(await readFile(join(MODELS, id, 'manifest.json'), 'utf8')));
}
const manifests = await Promise.all(index.models.map(manifestOf));
const edited = manifests.filter(({ directions }) => directions.length > 0);

/** Faces that a direction is tested on, from seeds that were not used for fitting; fewer of the models before, whose files never change. */
const TRIED = 40;
const TRIED_BEFORE = 16;
const FIRST = 3_000_001;

describe.each(edited)(
  'the published model $id',
  ({ id, latentSize, directions, arithmetic = [], turns = [], evaluation }) => {
    let generator: TestedGenerator;
    let predictor: AttributePredictor;
    let vectors: Float32Array[];
    beforeAll(async () => {
      const protocol = PROTOCOL_NAMES.find((name) => name === evaluation?.protocol);
      // The network that its card was measured with.
      predictor = await openAttributePredictor(protocol && PROTOCOLS[protocol].network);
      generator = await openTestedGenerator(join(MODELS, id));
      const file = Uint8Array.from(await readFile(join(MODELS, id, 'directions.bin'))).buffer;
      vectors = decodeDirections(file, latentSize);
    });
    afterAll(() => Promise.all([generator.release(), predictor.release()]));
    const vector = (i: number): Float32Array => vectors[i] ?? new Float32Array(latentSize);
    const seed = (number: number): Float32Array =>
      latentsFromSeeds(number, 1, latentSize, generator.truncation);

    it('has unit vectors for directions', () => {
      expect(vectors.length).toBe(directions.length);
      for (const i of directions.keys()) {
        expect(Math.hypot(...vector(i))).toBeCloseTo(1, 5);
      }
    });

    it.each([...directions.entries()].map(([i, { name }]) => [name, i] as const))(
      'moves faces along %s as often as its card says',
      async (name, i) => {
        const { range, measured } = directions[i] as Manifest['directions'][number];
        const tried = id === index.default ? TRIED : TRIED_BEFORE;
        const faces = latentsFromSeeds(FIRST, tried, latentSize, generator.truncation);
        const k = attributeIndex(name);
        const at = async (amount: number): Promise<Float32Array> =>
          column(
            (await predictFaces(generator, predictor, moveAll(faces, vector(i), amount))).predictions,
            k,
          );
        const [low, high] = [await at(range[0]), await at(range[1])];
        const presence = PREDICTED_ATTRIBUTES[k]?.kind === 'presence';
        const rises = high.filter((value, face) => {
          const before = low[face] ?? Number.NaN;
          return presence ? before < 0 && value > 0 : value > before;
        }).length;
        // What the card says is a share of 1,000 others (of an amount, of those that move far); four standard errors.
        const share = measured.moves ?? 0;
        expect(rises / tried).toBeGreaterThan(
          share - 4 * Math.sqrt(((share + 0.01) * (1.01 - share)) / tried),
        );
      },
    );

    it.each(arithmetic)(
      'gives the intended result for its exemplars of $relation',
      async ({ relation, examples }) => {
        const middle = (seeds: readonly number[]): Float32Array => meanVector(seeds.map(seed));
        const k = attributeIndex(relation);
        for (const { a, b, c } of examples) {
          const z = [...addVectors(subtractVectors(middle(a), middle(b)), middle(c)), ...middle(c)];
          const { predictions } = await predictFaces(generator, predictor, Float32Array.from(z));
          const [result = 0, plain = 0] = column(predictions, k);
          expect(result).toBeGreaterThan(plain);
        }
      },
    );

    it('turns heads from left to right without a jump', async () => {
      for (const { seed: number, from, to, measured } of turns) {
        const end = (edits: typeof from): Float32Array =>
          edits.reduce((z, { direction, amount }) => moveAll(z, vector(direction), amount), seed(number));
        const frames = Array.from({ length: 9 }, (_, f) => lerp(end(from), end(to), f / 8));
        const { predictions } = await predictFaces(
          generator,
          predictor,
          Float32Array.from(frames.flatMap((z) => [...z])),
        );
        const angles = column(predictions, attributeIndex('turn'));
        // The manifest rounds to thousandths; machines differ in the last bits of a picture.
        expect(Math.abs((angles[0] ?? 0) - (measured.yawFrom ?? 0))).toBeLessThan(0.5);
        expect(Math.abs((angles[8] ?? 0) - (measured.yawTo ?? 0))).toBeLessThan(0.5);
        for (let f = 1; f < 9; f++) {
          expect(angles[f]).toBeGreaterThan((angles[f - 1] ?? 0) - 2);
        }
      }
    });
  },
);

it('models without measured directions have an empty list of them', () => {
  for (const { files, directions } of manifests) {
    expect(files.some(({ role }) => role === 'directions')).toBe(directions.length > 0);
  }
});
