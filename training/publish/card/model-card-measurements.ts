/** The measurements in the model card: how good the faces are, and what the directions do. */
import type { Manifest } from '../../../latent/model/manifest.ts';
import { PICTURE_PROTOCOL, SAMPLES } from '../../evaluate/protocol.ts';
import { SHORT } from '../measure.ts';
import { percent, table } from './card-format.ts';
import { cardSubject } from './card-subject.ts';
import { traitTables } from './trait-tables.ts';

type Described = Pick<
  Manifest,
  'condition' | 'directions' | 'traits' | 'arithmetic' | 'turns' | 'evaluation'
>;

const MEASURE_DESCRIPTIONS: Readonly<Record<string, string>> = {
  frechet: 'Fréchet distance in the features of the attribute network',
  precision: 'precision: share of faces that resemble portraits',
  recall: 'recall: share of portraits that the faces cover',
  density: 'density',
  coverage: 'coverage',
  swd: 'sliced Wasserstein distance × 10³, mean of the levels',
  facesFound: 'share of faces that a face detector finds at ψ = 0.8, relative to portraits',
  frechetEyes:
    'Fréchet distance of the eyes at full size, in the same features (2,000 faces at most, as the next ones)',
  frechetMouth: 'the same of the mouths',
  sharpness: 'sharpness: power of detail above a quarter of the sampling rate, by that of portraits',
  toldApart: 'accuracy of a network that learned to tell faces from portraits (0.5 is guessing)',
  damagedEyes: 'share of faces whose eyes agree less than those of 99 in 100 portraits',
  damagedMouth: 'share of faces whose mouth line is less whole than that of 99 in 100 portraits',
  damaged: 'share of faces with either',
  damagedTruncated: 'the same at ψ = 0.8',
  nearestFeatures: 'distance to the nearest training portrait, in features (median of 100 faces)',
  nearestPixels: 'the same in pixels at 16×16, root mean square in [−1, 1]',
  copies:
    'number of 100 faces that are nearer to a training portrait than any two of 500 people are to each other',
};

/** The same of pictures that show no faces. */
const PICTURE_DESCRIPTIONS: Readonly<Record<string, string>> = {
  ...MEASURE_DESCRIPTIONS,
  precision: 'precision: share of pictures that resemble those of the data',
  recall: 'recall: share of the data that the pictures cover',
  nearestFeatures: 'distance to the nearest picture of the data, in features (median of 100 pictures)',
  copies:
    'number of 100 pictures that are nearer to one of the data than any two of 500 of these are to each other',
};

function describeMeasure(name: string, protocol: string): string {
  const descriptions = protocol === PICTURE_PROTOCOL ? PICTURE_DESCRIPTIONS : MEASURE_DESCRIPTIONS;
  return descriptions[name] ?? (name.startsWith('swd') ? `— at side ${name.slice(3)}` : name);
}

/**
 * Markdown: the measures of `npm run evaluate`, and the shares of rare groups.
 * @param askedBy the flag by which fewer samples than those of the full protocol were asked for; undefined where nobody did
 */
export function evaluationTables(manifest: Described, askedBy: string | undefined): string {
  const { condition, evaluation } = manifest;
  if (!evaluation) {
    return 'Not measured: it was published with `--measure none`.';
  }
  const { protocol, samples, measures, groups = [] } = evaluation;
  const { drawn, real } = cardSubject(manifest);
  const why =
    askedBy === undefined ? `the ${real} are too few for that` : `fewer were asked for (\`${askedBy}\`)`;
  const asked = condition
    ? ` Compared are the pictures that have a class, and each class is drawn as often as these have it.`
    : '';
  const full = samples >= SAMPLES ? '' : ` The full protocol takes ${SAMPLES.toLocaleString('en')}; ${why}.`;
  const rows = measures.map(({ name, value, error, reference, better }) => [
    describeMeasure(name, protocol),
    error === undefined ? value : `${value} ± ${error}`,
    reference ?? '',
    better,
  ]);
  return `Protocol ${protocol}: ${samples.toLocaleString('en')} ${drawn} per draw, from fixed seeds.${full}${asked} The column "${real}"
compares ${real === 'data' ? 'pictures of the data with others' : 'portraits of the data with other portraits'} of it, which is the best value to expect.

${table(['measure', drawn, real, 'better'], rows)}${groups.length > 0 ? rareGroups(groups) : ''}`;
}

function rareGroups(groups: NonNullable<NonNullable<Described['evaluation']>['groups']>): string {
  return `

## Rare groups

Shares among the portraits and among the faces, as predicted by the attribute network. Groups that are rare among the portraits
are rarer among the faces, and drawn less well. Face shapes are parameters of the renderer, mixed in each portrait; they do not
represent real populations.

${table(
  ['group', 'portraits', 'faces'],
  groups.map(({ name, portraits, faces }) => [name, percent(portraits), percent(faces)]),
)}`;
}

function direction({ name, ends = ['', ''], range, measured }: Manifest['directions'][number]): string[] {
  return [
    name,
    ends.join(' – '),
    range.map((amount) => amount.toFixed(2)).join(' … '),
    percent(measured.moves ?? Number.NaN),
    percent(measured.believable ?? Number.NaN),
  ];
}

function directions({ directions: found }: Described): string {
  if (found.length === 0) {
    return 'This model has none.';
  }
  if (found.every(({ measured }) => Object.keys(measured).length === 0)) {
    return `Directions are those of the labels that the training tied latents to: each raises the score of its own label and leaves those of the others.
At the ends of a range the label is what one picture in forty has. No network read it in pictures.

${table(
  ['direction', 'range'],
  found.map(({ name, range }) => [name, range.map((amount) => amount.toFixed(2)).join(' … ')]),
)}`;
  }
  const faces = found[0]?.measured.faces;
  const names = found.map(({ name }) => name);
  const matrix = found.map(({ name, effects = {} }) => [
    name,
    ...names.map((other) => (effects[other] ?? Number.NaN).toFixed(1)),
  ]);
  return `Directions are fitted to the predictions of the attribute network; amounts are in units of z. The last two columns were measured on
${faces ?? 'some'} other faces. "Moves" is the share of faces whose attribute changes as intended from the lowest amount to the
highest: by at least one standard deviation, or, for gender and glasses, from one class to the other. "Believable" is the share
of faces at the ends of the range that are no further from the average face than 99 % of the model's faces.

${table(['direction', 'from – to', 'range', 'moves', 'believable'], found.map(direction))}

Cross-talk: the mean change of each attribute (columns) from the lowest amount of a direction (rows) to the highest, in
standard deviations.

${table(['', ...names], matrix)}`;
}

function arithmetic({ arithmetic: relations = [] }: Described): string {
  if (relations.length === 0) {
    return 'Not measured, or too few exemplars were found.';
  }
  const rows = relations.map(({ shows, measured }) => [
    `${shows.a} − ${shows.b} + ${shows.c}`,
    shows.result,
    percent(measured.asMeant ?? Number.NaN),
    measured.triples ?? '',
  ]);
  return `As in section 6.3.2 of the paper: each term is the mean of three exemplars, chosen by the attribute network, which
also classifies the result.

${table(['relation', 'should show', 'classified as intended', 'triples'], rows)}`;
}

function turns({ turns: found = [] }: Described): string {
  if (found.length === 0) {
    return 'Not measured, or no turn was smooth and kept the identity of the person.';
  }
  const rows = found.map(({ seed, measured }) => [
    seed,
    `${(measured.yawFrom ?? 0).toFixed(0)}° … ${(measured.yawTo ?? 0).toFixed(0)}°`,
    `${(measured.roughness ?? 0).toFixed(2)}°`,
    (measured.identity ?? 0).toFixed(2),
  ]);
  return `The smoothest turns of a head from left to right. Roughness is the largest second difference of the angle over 17 frames;
identity is 1 where no attribute of the person changes, and 0 where they change as much as between two people.

${table(['seed', 'turn', 'roughness', 'identity'], rows)}`;
}

/** Markdown. */
export function modelCardMeasurements(manifest: Described): string {
  const askedBy = manifest.evaluation?.samples === SHORT.samples ? '--measure short' : undefined;
  return `## How good the ${cardSubject(manifest).drawn} are

${evaluationTables(manifest, askedBy)}

## Directions

${directions(manifest)}

## Traits

${manifest.traits ? traitTables(manifest.traits) : 'Not measured.'}

## Arithmetic

${arithmetic(manifest)}

## Turning heads

${turns(manifest)}`;
}
