import { describe, expect, it } from 'vitest';
import { type Manifest, parseManifest, parseModelIndex, tagOf } from './manifest.ts';

function digest(start: string) {
  return start.padEnd(64, '0');
}

const manifest: Manifest = {
  format: 1,
  id: 'dcgan-64-1a2b3c',
  tag: '1a2b3c',
  name: 'DCGAN 64',
  resolution: 64,
  latentSize: 100,
  prior: { distribution: 'normal', truncation: 0.8 },
  tensors: { input: 'z', output: 'image' },
  files: [
    { name: 'generator.onnx', role: 'generator', bytes: 3_600_000, sha256: digest('1a2b3c'), dtype: 'i8' },
    { name: 'directions.bin', role: 'directions', bytes: 2 * 100 * 4, sha256: digest('aa'), dtype: 'f32' },
    { name: 'probe.png', role: 'probe', bytes: 9000, sha256: digest('bb') },
    { name: 'card.md', role: 'card', bytes: 4000, sha256: digest('cc') },
  ],
  probe: { seed: 42, file: 'probe.png' },
  layers: [
    {
      name: 'block1',
      operator: 'ConvTranspose',
      kernel: 4,
      stride: 1,
      padding: 0,
      activation: 'relu',
      shape: [512, 4, 4],
    },
    {
      name: 'image',
      operator: 'ConvTranspose',
      kernel: 4,
      stride: 2,
      padding: 1,
      activation: 'tanh',
      shape: [3, 64, 64],
    },
  ],
  directions: [
    { name: 'smile', range: [-3, 3], measured: { cosine: 0.8 } },
    { name: 'age', range: [-2, 3.5], measured: {} },
  ],
  licence: 'CC0-1.0',
  data: { name: 'faces', description: 'rendered portraits', portraits: 40_000, realPersons: false },
  metrics: { protocol: '10,000 faces against 10,000 portraits', values: { fid: 20.5 } },
  training: {
    images: 1_280_000,
    steps: 20_000,
    minutes: 120,
    batch: 64,
    recipe: { learningRate: 0.0002, mirrored: true, loss: 'logistic' },
  },
};

const condition = {
  name: 'digit',
  classes: ['0', '1', 'ゼロ', 'Blond hair'],
  way: 'projection',
  frequencies: [0.1, 0.2, 0, 0.7],
} as const;

function labelWithOdds(odds: object) {
  return { direction: 'age', weights: [1], bounds: [null, 1], odds: [odds] };
}

/** The manifest with other fields, which may be invalid. */
function withFields(fields: Record<string, unknown>) {
  return { ...manifest, ...fields };
}
const [generator, directions, probe, card] = manifest.files;
const [block1, image] = manifest.layers;
const [smile, age] = manifest.directions;

describe('a manifest', () => {
  it('is the same after writing and reading as JSON', () => {
    expect(parseManifest(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
  });

  it('may have no directions, and then has no file for them', () => {
    const files = [generator, probe];
    expect(parseManifest(withFields({ directions: [], files })).directions).toEqual([]);
    expect(() => parseManifest(withFields({ directions: [] }))).toThrow(
      /without directions there is no such file/,
    );
    expect(() => parseManifest(withFields({ files }))).toThrow(/directions need exactly one file/);
  });

  it('of an imported model may have an origin, and neither layers nor training', () => {
    const origin = { format: 'onnx', file: 'g.onnx', sha256: digest('dd') };
    const { training: _, ...untrained } = manifest;
    const foreign = { ...untrained, layers: [], origin };
    expect(parseManifest(foreign)).toEqual(foreign);
    expect(() => parseManifest({ ...foreign, origin: { ...origin, format: 'pickle' } })).toThrow(/pickle/);
  });

  it('may have measurements of its faces', () => {
    const face = { seed: 7, from: [{ direction: 0, amount: -2 }], to: [{ direction: 0, amount: 2 }] };
    const example = { a: [1, 2, 3], b: [4, 5, 6], c: [7, 8, 9] };
    const shows = { a: 'smiling woman', b: 'neutral woman', c: 'neutral man', result: 'smiling man' };
    const said = withFields({
      directions: [{ ...smile, ends: ['serious', 'smiling'], effects: { smile: 2, age: 0.1 } }, age],
      arithmetic: [{ relation: 'smile', shows, examples: [example], measured: { asMeant: 0.9 } }],
      turns: [{ ...face, measured: { yawFrom: -20, yawTo: 20 } }],
      evaluation: {
        protocol: 'faces-1',
        samples: 10_000,
        measures: [{ name: 'swd', value: 9.5, error: 0.1, reference: 2.5, better: 'less' }],
      },
    });
    expect(parseManifest(JSON.parse(JSON.stringify(said)))).toEqual(said);
    const turns = [{ ...face, to: [{ direction: 2, amount: 1 }], measured: {} }];
    expect(() => parseManifest({ ...said, turns })).toThrow(/a direction that does not exist/);
    const nobody = [{ relation: 'smile', shows, examples: [{ ...example, b: [] }], measured: {} }];
    expect(() => parseManifest({ ...said, arithmetic: nobody })).toThrow(/length/);
  });

  it('may have labels with the odds of one boundary or of two', () => {
    const odds = { constant: -1, weights: [0.5, 2], pairs: [[0, 1, 0.25]] };
    const boundaries = [[odds], [odds, { ...odds, constant: 1 }]];
    const labels = boundaries.map((each, i) => ({
      direction: ['smile', 'age'][i],
      weights: [1],
      bounds: [null, 1],
      odds: each,
    }));
    expect(parseManifest(withFields({ labels })).labels).toEqual(labels);
    const three = [{ ...labels[0], odds: [odds, odds, odds] }];
    expect(() => parseManifest(withFields({ labels: three }))).toThrow();
  });

  it('may have classes, each with a name and a frequency', () => {
    expect(parseManifest(JSON.parse(JSON.stringify(withFields({ condition }))))).toEqual(
      withFields({ condition }),
    );
    const many = Array.from({ length: 256 }, (_, i) => `class ${i}`);
    const large = { latentSize: 257, directions: [], files: [generator, probe] };
    const even = (classes: readonly string[]) => ({
      ...condition,
      classes,
      frequencies: classes.map(() => 1 / classes.length),
    });
    expect(parseManifest(withFields({ ...large, condition: even(many) })).condition?.classes).toEqual(many);
    expect(() => parseManifest(withFields({ ...large, condition: even([...many, 'more']) }))).toThrow(
      /<=256/,
    );
    expect(() => parseManifest(withFields({ ...large, latentSize: 256, condition: even(many) }))).toThrow(
      /larger than the classes/,
    );
  });

  it('may have a typical face, which a share code can hold', () => {
    const z = Array.from({ length: manifest.latentSize }, (_, i) => (i - 50) / 32);
    const said = withFields({ typical: { z, measured: { distance: 0.2, length: 8 } } });
    expect(parseManifest(JSON.parse(JSON.stringify(said)))).toEqual(said);
    const typical = (numbers: readonly number[]) => withFields({ typical: { z: numbers, measured: {} } });
    expect(() => parseManifest(typical(z.slice(1)))).toThrow(/needs latentSize numbers of z/);
    expect(() => parseManifest(typical(z.with(3, 0.01)))).toThrow(/in steps of 1\/32/);
  });

  it('may have a discriminator, which has a file and ends in one number', () => {
    const own = { name: 'g.weights', role: 'weights', bytes: 900_000, sha256: digest('dd') };
    const weights = { name: 'd.weights', role: 'weights', bytes: 900_000, sha256: digest('ee') };
    const conv = { operator: 'Conv', kernel: 4, stride: 2, padding: 1, activation: 'leakyRelu' };
    const logit = { ...conv, name: 'logit', activation: 'none', shape: [1, 1, 1] };
    const layers = [{ ...conv, name: 'down0', shape: [32, 32, 32] }, logit];
    const discriminator = { file: 'd.weights', slope: 0.2, showsPictures: false, layers };
    const told = withFields({ discriminator, files: [...manifest.files, own, weights] });
    expect(parseManifest(told)).toEqual(told);
    expect(() => parseManifest(withFields({ discriminator }))).toThrow(/a file of role weights/);
    // Older readers take the first weights file as the generator's.
    const first = [...manifest.files, weights, own];
    expect(() => parseManifest({ ...told, files: first })).toThrow(/after the generator’s/);
    const cut = { ...discriminator, layers: [layers[0], layers[0]] };
    expect(() => parseManifest({ ...told, discriminator: cut })).toThrow(/has to give \[1, 1, 1\]/);
  });

  it('may have fields that this version of the schema does not know', () => {
    expect(parseManifest(withFields({ comment: 'later' }))).toEqual(manifest);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['another format', { format: 2 }, /Expected 1 but received 2/],
    ['an id without its tag', { id: 'dcgan-64' }, /ends with "-" and its tag/],
    ['the id of another tag', { id: 'dcgan-64-c0ffee' }, /id has to end with the tag/],
    ['a tag in capitals', { tag: '1A2B3C' }, /6 lower-case hex digits/],
    [
      'a tag of other weights',
      { files: [{ ...generator, sha256: digest('c0ffee') }, directions, probe] },
      /first 6 digits of the SHA-256/,
    ],
    ['no generator', { files: [directions, probe] }, /one file of role generator/],
    [
      'a generator of another name',
      { files: [{ ...generator, name: 'g.onnx' }, directions, probe] },
      /named generator\.onnx/,
    ],
    [
      'a path as a name',
      { files: [generator, directions, probe, { ...card, name: '../card.md' }] },
      /starts with a letter/,
    ],
    [
      'a hidden file',
      { files: [generator, directions, probe, { ...card, name: '.card' }] },
      /starts with a letter/,
    ],
    [
      'a role that there is not',
      { files: [generator, directions, probe, { ...card, role: 'virus' }] },
      /virus/,
    ],
    ['a file twice', { files: [generator, directions, probe, probe] }, /two files have the same name/],
    [
      'a cut-off digest',
      { files: [generator, directions, { ...probe, sha256: 'bb' }] },
      /64 lower-case hex digits/,
    ],
    ['a probe that is no file', { probe: { seed: 42, file: 'other.png' } }, /probe\.file/],
    ['a probe of a seed that is none', { probe: { seed: 2 ** 53, file: 'probe.png' } }, /safe integer/],
    ['a file of directions too short', { latentSize: 101 }, /directions × latentSize × 4 bytes/],
    [
      'a label without a direction',
      { labels: [{ direction: 'beard', weights: [1], bounds: [null, 1] }] },
      /a label needs a direction of the model/,
    ],
    [
      'a label of more numbers than z has',
      { labels: [{ direction: 'age', weights: new Array(101).fill(0), bounds: [null, 1] }] },
      /no more weights than z has numbers/,
    ],
    [
      'odds of more numbers than z has',
      { labels: [labelWithOdds({ constant: 0, weights: new Array(101).fill(0), pairs: [] })] },
      /no more weights than z has numbers/,
    ],
    [
      'odds with a product of a number that has no weight',
      { labels: [labelWithOdds({ constant: 0, weights: [1], pairs: [[0, 1, 1]] })] },
      /a pair is of two numbers of z that have weights/,
    ],
    [
      'two labels of a direction',
      { labels: [1, 2].map((weight) => ({ direction: 'age', weights: [weight], bounds: [-1, null] })) },
      /two labels have the same direction/,
    ],
    [
      'a label of numbers that are y’s',
      { condition, labels: [{ direction: 'age', weights: new Array(97).fill(0), bounds: [null, 1] }] },
      /no more weights than z has numbers/,
    ],
    ['one class', { condition: { ...condition, classes: ['0'], frequencies: [1] } }, /length/],
    ['a class twice', { condition: { ...condition, classes: ['0', '1', '2', '1'] } }, /the same name/],
    [
      'a class without a name',
      { condition: { ...condition, classes: ['0', '1', '2', ''] } },
      /1 … 32 characters/,
    ],
    [
      'a class of a long name',
      { condition: { ...condition, classes: ['0', '1', '2', '3'.repeat(33)] } },
      /1 … 32 characters/,
    ],
    [
      'a line break in a class',
      { condition: { ...condition, classes: ['0', '1', '2', '3\n4'] } },
      /control char/,
    ],
    ['a space after a class', { condition: { ...condition, classes: ['0', '1', '2', '3 '] } }, /white space/],
    ['a condition of two words', { condition: { ...condition, name: 'hair colour' } }, /one word/],
    ['an unknown way', { condition: { ...condition, way: 'hope' } }, /hope/],
    ['a frequency too few', { condition: { ...condition, frequencies: [0.5, 0.25, 0.25] } }, /one frequency/],
    ['a negative frequency', { condition: { ...condition, frequencies: [-0.1, 0.4, 0, 0.7] } }, />=0/],
    ['frequencies of another sum', { condition: { ...condition, frequencies: [1, 1, 0, 0] } }, /sum to 1/],
    ['a direction twice', { directions: [smile, smile] }, /two directions have the same name/],
    [
      'a range the wrong way round',
      { directions: [{ ...smile, range: [1, -1] }] },
      /from a lower to a higher/,
    ],
    ['a layer twice', { layers: [block1, { ...image, name: 'block1' }] }, /two layers have the same name/],
    ['layers that end in no picture', { layers: [block1] }, /has to give \[3, resolution, resolution\]/],
    [
      'an infinite metric',
      { metrics: { protocol: 'p', values: { fid: Number.POSITIVE_INFINITY } } },
      /finite/,
    ],
    ['a truncation of zero', { prior: { distribution: 'normal', truncation: 0 } }, />0/],
  ])('is refused with %s', (_, fields, message) => {
    expect(() => parseManifest(withFields(fields))).toThrow(message);
  });
});

describe('the index of models', () => {
  it('lists the models that are served, and the default', () => {
    const index = { default: 'dcgan-64-1a2b3c', models: ['dcgan-64-c0ffee', 'dcgan-64-1a2b3c'] };
    expect(parseModelIndex(index)).toEqual(index);
    expect(index.models.map(tagOf)).toEqual(['c0ffee', '1a2b3c']);
  });

  it.each([
    ['a default that is not served', { default: 'a-000000', models: ['a-111111'] }, /default is not among/],
    [
      'two models of one tag',
      { default: 'a-000000', models: ['a-000000', 'b-000000'] },
      /two models have the same tag/,
    ],
    ['a path for an id', { default: '../a-000000', models: ['../a-000000'] }, /starts with a letter/],
    ['no models', { default: 'a-000000', models: [] }, /non-empty|length/],
  ])('is refused with %s', (_, index, message) => {
    expect(() => parseModelIndex(index)).toThrow(message);
  });
});
