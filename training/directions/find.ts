/** Finds a generator's directions, the exemplars of its arithmetic, its head turns and its typical face. */

import type { Manifest } from '../../latent/model/manifest.ts';
import { latentsFromSeeds } from '../../latent/seed/seed.ts';
import type { TestedGenerator } from '../evaluate/tested-generator.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { measureArithmetic } from './arithmetic.ts';
import { measureEffects } from './cross-talk.ts';
import { DIRECTION_SPECS } from './direction-list.ts';
import { directionOf, fitSlopes } from './fit.ts';
import { findHeadTurns } from './head-turns.ts';
import { findRange } from './range.ts';
import { sampleFaces } from './sampled-faces.ts';
import { findTypicalFace } from './typical-face.ts';

/** The faces that directions are fitted to: those of the seeds from 1 on. */
const SAMPLES = 20_000;
/** The faces that they are measured on, and the first seeds of those and of the head turns: others than the fitted ones. */
const FRESH = 1000;
const FRESH_SEED = 1_000_001;
const TURNED_SEED = 2_000_001;

export type FoundDirections = Required<Pick<Manifest, 'directions' | 'arithmetic' | 'turns' | 'typical'>> & {
  /** The unit vector of each direction: f32 [latentSize]. */
  readonly vectors: readonly Float32Array[];
};

export type FindOptions = {
  /** Fewer faces, for a faster trial. */
  readonly samples?: number;
  readonly fresh?: number;
  readonly tell: (message: string) => void;
};

export async function findDirections(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  { samples = SAMPLES, fresh = FRESH, tell }: FindOptions,
): Promise<FoundDirections> {
  tell(`predicting the attributes of ${samples} faces of ${generator.name}`);
  const seen = await sampleFaces(generator, predictor, 1, samples);
  const slopes = fitSlopes(seen);
  const faces = latentsFromSeeds(FRESH_SEED, fresh, generator.latentSize, generator.truncation);
  const vectors: Float32Array[] = [];
  const directions: Manifest['directions'] = [];
  for (const spec of DIRECTION_SPECS) {
    const { name } = spec;
    const { from = '', to = '' } = PREDICTED_ATTRIBUTES[attributeIndex(name)] ?? {};
    const vector = directionOf(slopes, spec);
    vectors.push(vector);
    const range = await findRange(generator, predictor, seen, name, vector);
    const { measured, effects } = await measureEffects(
      generator,
      predictor,
      seen,
      faces,
      name,
      vector,
      range,
    );
    tell(`${name}: ${range.join(' … ')}, moves ${measured.moves}, believable ${measured.believable}`);
    directions.push({ name, ends: [from, to], range, measured: { ...measured }, effects: { ...effects } });
  }
  tell('the arithmetic of the paper');
  const arithmetic = await measureArithmetic(generator, predictor, seen);
  tell('head turns');
  const index = DIRECTION_SPECS.findIndex(({ name }) => name === 'turn');
  const vector = vectors[index] ?? new Float32Array(generator.latentSize);
  const range = directions[index]?.range ?? [-1, 1];
  const turns = await findHeadTurns(generator, predictor, seen, vector, index, range, TURNED_SEED);
  tell('the typical face');
  const typical = await findTypicalFace(generator, predictor, seen);
  return { directions, vectors, arithmetic, turns, typical };
}
