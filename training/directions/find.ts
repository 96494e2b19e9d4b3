/** From a generator to its directions, the exemplars of its arithmetic and its turning heads. */
import type { Manifest } from '../../latent/manifest.ts';
import type { TestedGenerator } from '../evaluate/tested-generator.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/reader.ts';
import { measureArithmetic } from './arithmetic.ts';
import { measureEffects } from './cross-talk.ts';
import { DIRECTION_SPECS } from './direction-list.ts';
import { directionOf, fitSlopes } from './fit.ts';
import { findHeadTurns } from './head-turns.ts';
import { findRange } from './range.ts';
import { latentsOfSeeds, sampleFaces } from './sampled-faces.ts';

/** The faces that directions are fitted to: those of the seeds from 1 on. */
const SURVEYED = 20_000;
/** The faces that they are measured on, and those whose heads are turned: other seeds. */
const FRESH = 1000;
const FRESH_SEED = 1_000_001;
const TURNED_SEED = 2_000_001;

export type FoundDirections = Required<Pick<Manifest, 'directions' | 'arithmetic' | 'turns'>> & {
  /** The unit vector of each direction: f32 [latentSize]. */
  readonly vectors: readonly Float32Array[];
};

export type FindOptions = {
  /** Fewer faces where time is short. */
  readonly surveyed?: number;
  readonly fresh?: number;
  readonly tell: (message: string) => void;
};

export async function findDirections(
  subject: TestedGenerator,
  reader: AttributePredictor,
  { surveyed = SURVEYED, fresh = FRESH, tell }: FindOptions,
): Promise<FoundDirections> {
  tell(`reading ${surveyed} faces of ${subject.name}`);
  const seen = await sampleFaces(subject, reader, 1, surveyed);
  const slopes = fitSlopes(seen);
  const faces = latentsOfSeeds(subject, FRESH_SEED, fresh);
  const vectors: Float32Array[] = [];
  const directions: Manifest['directions'] = [];
  for (const wanted of DIRECTION_SPECS) {
    const { name } = wanted;
    const { from = '', to = '' } = PREDICTED_ATTRIBUTES[attributeIndex(name)] ?? {};
    const vector = directionOf(slopes, wanted);
    vectors.push(vector);
    const range = await findRange(subject, reader, seen, name, vector);
    const { measured, effects } = await measureEffects(subject, reader, seen, faces, name, vector, range);
    tell(`${name}: ${range.join(' … ')}, moves ${measured.moves}, believable ${measured.believable}`);
    directions.push({ name, ends: [from, to], range, measured: { ...measured }, effects: { ...effects } });
  }
  tell('the arithmetic of the paper');
  const arithmetic = await measureArithmetic(subject, reader, seen);
  tell('turning heads');
  const index = DIRECTION_SPECS.findIndex(({ name }) => name === 'turn');
  const vector = vectors[index] ?? new Float32Array(subject.latentSize);
  const range = directions[index]?.range ?? [-1, 1];
  const turns = await findHeadTurns(subject, reader, seen, vector, index, range, TURNED_SEED);
  return { directions, vectors, arithmetic, turns };
}
