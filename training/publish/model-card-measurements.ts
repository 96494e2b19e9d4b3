/** The measurements in the model card: how good the faces are, and what the directions do. */
import type { Manifest } from '../../latent/manifest.ts';

type Described = Pick<Manifest, 'directions' | 'arithmetic' | 'turns' | 'evaluation'>;

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

const MEASURE_DESCRIPTIONS: Readonly<Record<string, string>> = {
  frechet: 'Fréchet distance in the features of the attribute network',
  precision: 'precision: faces that look like portraits',
  recall: 'recall: portraits that the faces reach',
  density: 'density',
  coverage: 'coverage',
  swd: 'sliced Wasserstein distance × 10³, mean of the levels',
  facesFound: 'faces found by a detector at ψ 0.8, by the share among portraits',
  nearestFeatures: 'distance to the nearest training portrait, in features (median of 100)',
  nearestPixels: 'the same in pixels at 16×16, root mean square in [−1, 1]',
  copies: 'of 100 faces, those nearer to a training portrait than any two people of 500 to each other',
};

function describeMeasure(name: string): string {
  return MEASURE_DESCRIPTIONS[name] ?? (name.startsWith('swd') ? `— at side ${name.slice(3)}` : name);
}

function evaluated({ evaluation }: Described): string {
  if (!evaluation) {
    return 'Not measured: it was published with `--measure none`.';
  }
  const { protocol, samples, measures, groups = [] } = evaluation;
  const full =
    samples >= 10_000 ? '' : ' The protocol asks for 10,000: it was published with `--measure short`.';
  const rows = measures.map(({ name, value, error, reference, better }) => [
    describeMeasure(name),
    error === undefined ? value : `${value} ± ${error}`,
    reference ?? '',
    better,
  ]);
  const rare = table(
    ['group', 'portraits', 'faces'],
    groups.map(({ name, portraits, faces }) => [name, percent(portraits), percent(faces)]),
  );
  return `Protocol ${protocol}: ${samples.toLocaleString('en')} faces a draw, fixed seeds.${full} "Portraits" are real portraits of the
data against other ones: what a measure would be at best.

${table(['measure', 'faces', 'portraits', 'better'], rows)}

## Who is rare

Shares as the attribute network reads them in the portraits and in the faces. What is rare in the portraits is rarer, and
drawn less well, in the faces. Shapes are the renderer's parameters, mixed in each portrait, and stand for no people.

${rare}`;
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
    return 'It has none.';
  }
  const faces = found[0]?.measured.faces;
  const names = found.map(({ name }) => name);
  const matrix = found.map(({ name, effects = {} }) => [
    name,
    ...names.map((other) => (effects[other] ?? Number.NaN).toFixed(1)),
  ]);
  return `Fitted to what an attribute network reads in faces; the amounts are in units of z. Measured on ${faces ?? 'some'} other faces:
how often a face's own attribute moves as asked between the lowest amount and the highest (by at least one standard
deviation; gender and glasses have to read as the one at the one end and as the other at the other), and how many faces are
believable at the ends, that is, no further from the middle than 99 of 100 faces of the model.

${table(['direction', 'from – to', 'range', 'moves', 'believable'], found.map(direction))}

Cross-talk: the mean change of each attribute (columns) from the lowest amount of a direction (rows) to the highest, in
standard deviations.

${table(['', ...names], matrix)}`;
}

function arithmetic({ arithmetic: relations = [] }: Described): string {
  if (relations.length === 0) {
    return 'Not measured, or the faces gave too few exemplars.';
  }
  const rows = relations.map(({ shows, measured }) => [
    `${shows.a} − ${shows.b} + ${shows.c}`,
    shows.result,
    percent(measured.asMeant ?? Number.NaN),
    measured.triples ?? '',
  ]);
  return `As in section 6.3.2 of the paper: each term is the mean of three exemplars, chosen by the attribute network, which also
reads the result.

${table(['relation', 'should show', 'read as meant', 'triples'], rows)}`;
}

function turns({ turns: found = [] }: Described): string {
  if (found.length === 0) {
    return 'None were smooth and kept the person, or none were looked for.';
  }
  const rows = found.map(({ seed, measured }) => [
    seed,
    `${(measured.yawFrom ?? 0).toFixed(0)}° … ${(measured.yawTo ?? 0).toFixed(0)}°`,
    `${(measured.roughness ?? 0).toFixed(2)}°`,
    (measured.identity ?? 0).toFixed(2),
  ]);
  return `The smoothest ways of a head from left to right. Roughness is the largest second difference of the angle over 17 frames;
identity is 1 where nothing that makes a person changes, and 0 where they change as between two people.

${table(['seed', 'turn', 'roughness', 'identity'], rows)}`;
}

/** Markdown. */
export function modelCardMeasurements(manifest: Described): string {
  return `## How good the faces are

${evaluated(manifest)}

## Directions

${directions(manifest)}

## Arithmetic

${arithmetic(manifest)}

## Turning heads

${turns(manifest)}`;
}
