import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseManifest } from '../../latent/model/manifest.ts';
import { evaluationSchema, traitMeasurementsSchema } from '../../latent/model/measurements.ts';
import { traitsAddendum } from '../publish/card/trait-tables.ts';
import { sha256 } from '../publish/models.ts';
import { mean } from '../statistics.ts';
import { callCommand } from '../testing/call-command.ts';

const TIMEOUT = 600_000;
const ROOT = join(import.meta.dirname, '../..');
/** Far from portraits, so that few samples show it. */
const MODEL = join(ROOT, 'models/dcgan-64-0d7899');
const BETTER = join(ROOT, 'models/first-64-ebcae8');
/** The fewest that the command takes. */
const SAMPLES = 100;
const DATA = join(ROOT, 'training/sample');
/** The traits that are there or not. */
const ONE_BOUNDARY = ['gender', 'glasses', 'beard', 'hair length', 'mouth open'];

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-evaluate-'));
});
afterAll(() => rm(scratch, { recursive: true }));

function evaluate(...flags: string[]) {
  return callCommand('evaluate.ts', flags, scratch);
}

type Measure = {
  readonly name: string;
  readonly value: number;
  readonly error: number;
  readonly reference: number;
};

/** The measures of an evaluation by their names. */
function measuresIn({ measures }: { measures: readonly Measure[] }): (name: string) => Measure {
  return (name) =>
    measures.find((measure) => measure.name === name) ?? {
      name,
      value: Number.NaN,
      error: Number.NaN,
      reference: Number.NaN,
    };
}

describe('npm run evaluate', () => {
  it(
    'measures a published model and real portraits',
    async () => {
      const { stdout } = await evaluate(
        '--model',
        MODEL,
        '--data',
        DATA,
        '--samples',
        String(SAMPLES),
        '--draws',
        '2',
        '--json',
      );
      const said = JSON.parse(stdout);
      expect(said).toMatchObject({
        model: 'dcgan-64-0d7899',
        protocol: 'faces-3',
        samples: SAMPLES,
        draws: 2,
      });
      const of = measuresIn(said);
      // The faces are not portraits of the sample, and differ less from one another than portraits do.
      expect(of('frechet').value).toBeGreaterThan(of('frechet').reference);
      expect(of('recall').value).toBeLessThan(of('recall').reference);
      for (const name of ['precision', 'recall', 'coverage']) {
        expect(of(name).value).toBeGreaterThan(0);
        expect(of(name).value).toBeLessThanOrEqual(1);
      }
      expect(of('facesFound').value).toBeGreaterThan(0.4);
      expect(of('frechet').error).toBeGreaterThan(0);
      expect(of('swd64').value).toBeGreaterThan(0);
      // Close up, faces of this model differ from portraits more than portraits do from others.
      for (const name of ['frechetEyes', 'frechetMouth', 'toldApart']) {
        expect(of(name).value).toBeGreaterThan(of(name).reference);
      }
      expect(of('toldApart').value).toBeLessThanOrEqual(1);
      for (const name of ['damagedEyes', 'damagedMouth', 'damaged', 'damagedTruncated']) {
        expect(of(name).value).toBeGreaterThanOrEqual(0);
        expect(of(name).value).toBeLessThanOrEqual(1);
      }
      expect(of('damaged').value).toBeGreaterThanOrEqual(of('damagedEyes').value);
      expect(of('sharpness').value).toBeGreaterThan(0);
      // The power of single portraits deviates by about its mean: four standard errors of the ratio of two means.
      expect(Math.abs(of('sharpness').reference - 1)).toBeLessThan(4 * Math.sqrt(2 / SAMPLES));
      const women = said.groups.find(({ name }: { name: string }) => name === 'women');
      expect(women.portraits).toBeGreaterThan(0.3);
      expect(women.portraits).toBeLessThan(0.7);
    },
    TIMEOUT,
  );

  it(
    'measures by the protocol of earlier models where it is asked to, with the same results when repeated, and stores them beside a model that was published without',
    async () => {
      const model = join(scratch, 'unmeasured', basename(BETTER));
      await cp(BETTER, model, { recursive: true });
      const manifestPath = join(model, 'manifest.json');
      const { evaluation: _, ...unmeasured } = JSON.parse(await readFile(manifestPath, 'utf8'));
      await writeFile(manifestPath, JSON.stringify(unmeasured));
      const flags = [
        '--model',
        model,
        '--data',
        DATA,
        '--samples',
        String(SAMPLES),
        '--draws',
        '1',
        '--protocol',
        'faces-1',
        '--json',
      ];
      const [first, second] = [await evaluate(...flags, '--write'), await evaluate(...flags)];
      expect(second.stdout).toBe(first.stdout);
      // The stored measurements of the portraits are reused.
      expect(first.stderr).toContain('real portraits against real ones');
      expect(second.stderr).not.toContain('real portraits against real ones');
      expect((await readdir(join(scratch, 'runs/.cache/evaluate'))).length).toBeGreaterThan(0);
      const said = JSON.parse(first.stdout);
      const stored = v.parse(
        evaluationSchema,
        JSON.parse(await readFile(`${model}.evaluation.json`, 'utf8')),
      );
      expect(stored.measures).toEqual(said.measures);
      const addition = await readFile(`${model}.evaluation.md`, 'utf8');
      expect(addition).toContain(
        `| Fréchet distance in the features of the attribute network | ${measuresIn(said)('frechet').value} |`,
      );
      expect(addition).toContain('The full protocol takes 10,000; fewer were asked for (`--samples 100`).');
      expect(said.protocol).toBe('faces-1');
      const names = said.measures.map(({ name }: { name: string }) => name);
      expect(names).toContain('frechet');
      expect(names).not.toContain('frechetEyes');
      // Were faces (100, each mirrored too) as near to portraits as other portraits are (500), the nearest of all 700 would be of a face with
      // chance 2/7, in features or in pixels: six by chance once in a thousand times.
      expect(measuresIn(said)('copies').value).toBeLessThan(6);
    },
    TIMEOUT,
  );

  it.each([
    [
      ['--model', MODEL, '--data', DATA, '--protocol', 'faces-0'],
      '--protocol: write faces-1, faces-2, faces-3 or pictures-1, not faces-0',
    ],
    [['--data', DATA], 'write --model with a published model or a run'],
    [['--model', MODEL], 'write --data with the portraits'],
    [['--model', MODEL, '--data', DATA, '--write'], 'has its measures, and a published card never changes'],
    [['--model', '.', '--data', DATA, '--write'], 'is not a published model'],
    [['--model', 'nothing', '--data', DATA], 'neither a published model nor a run'],
    [
      ['--model', MODEL, '--data', DATA, '--samples', '600'],
      'enough to measure 333 faces, not 600; write fewer --samples',
    ],
  ])('is refused in one sentence: %s', async (flags, message) => {
    await expect(evaluate(...flags)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });
});

describe('npm run -w training evaluate-traits', () => {
  it(
    'writes how often traits are read beside the folder of a model, with the same results when repeated',
    async () => {
      const model = join(scratch, 'models', basename(MODEL));
      await cp(MODEL, model, { recursive: true });
      async function measure() {
        const { stdout } = await callCommand(
          'tools/evaluate-traits.ts',
          ['--model', model, '--names', '6', '--write'],
          scratch,
        );
        return { stdout, stored: await readFile(`${model}.traits.json`, 'utf8') };
      }
      const [first, second] = [await measure(), await measure()];
      expect(second).toEqual(first);

      const measured = v.parse(traitMeasurementsSchema, JSON.parse(first.stored));
      expect(first.stdout.trim()).toBe(traitsAddendum(basename(MODEL), measured).trim());
      expect(await readFile(`${model}.traits.md`, 'utf8')).toBe(traitsAddendum(basename(MODEL), measured));
      const single = measured.asked.filter(({ traits }) => Object.keys(traits).length === 1);
      expect(single.map(({ traits }) => traits)).toContainEqual({ turn: 'front' });
      expect(measured.asked.map(({ traits }) => traits)).toContainEqual({ age: 'old', gender: 'feminine' });
      expect(measured.asked.filter(({ absent }) => absent).map(({ traits }) => traits)).toEqual([
        { beard: 'yes', gender: 'feminine' },
      ]);
      // Of 6 · 28 faces, far more than the two fifths that show a word unasked.
      expect(mean(single.map(({ held }) => held.share))).toBeGreaterThan(0.7);
      for (const { traits, held, shares } of single) {
        const [[name, word] = ['', '']] = Object.entries(traits);
        expect(shares[name]?.[word]).toBe(held.share);
      }
    },
    TIMEOUT,
  );

  it(
    'measures the faces of seeds, which are edited and not chosen',
    async () => {
      const flags = ['--model', MODEL, '--names', '2', '--usual', '8'];
      async function rows(...more: string[]): Promise<string[]> {
        const { stdout } = await callCommand('tools/evaluate-traits.ts', [...flags, ...more], scratch);
        return stdout.split('\n').filter((line) => /^\| \w+=/.test(line));
      }
      const [names, seeds] = [await rows(), await rows('--seeds')];
      expect(seeds).toHaveLength(names.length);
      expect(seeds).not.toEqual(names);
    },
    TIMEOUT,
  );

  it(
    'amends a model with the odds of its labels, and with what is read by them',
    async () => {
      const id = 'face-256-b03dc0';
      const models = join(scratch, 'amended');
      const model = join(models, id);
      await cp(join(ROOT, 'models', id), model, { recursive: true });
      await cp(join(ROOT, 'models/published.lock'), join(models, 'published.lock'));
      const about = join(ROOT, 'training/publish/faces-256.toml');
      await callCommand(
        'tools/evaluate-traits.ts',
        ['--model', model, '--amend', about, '--faces', '300', '--names', '2', '--usual', '20'],
        scratch,
      );
      const document = await readFile(join(model, 'manifest.json'));
      const { labels = [], traits } = parseManifest(JSON.parse(document.toString()));
      expect(labels.map(({ direction, odds }) => [direction, odds?.length])).toEqual(
        labels.map(({ direction }) => [direction, ONE_BOUNDARY.includes(direction) ? 1 : 2]),
      );
      expect([traits?.names, traits?.usual.names]).toEqual([2, 20]);
      // Even 300 faces tell which number of z stands for a smile: its first.
      const weights = labels[0]?.odds?.[0].weights ?? [];
      expect(weights).toHaveLength(17);
      expect(Math.max(...weights)).toBe(weights[0]);
      const lock = await readFile(join(models, 'published.lock'), 'utf8');
      expect(lock).toContain(`${sha256(document)}  ${id}/manifest.json`);
    },
    TIMEOUT,
  );

  it.each([
    [
      ['--model', MODEL, '--amend', join(ROOT, 'training/publish/faces.toml')],
      'was not trained with labels, so there are no odds to find',
    ],
    [['--model', MODEL, '--amend', 'x.toml', '--write'], '--amend writes into the model itself'],
    [['--model', MODEL, '--seeds', '--write'], '--seeds: a card has the faces of names'],
    [
      ['--model', MODEL, '--network', 'attributes-1'],
      '--network: write attributes-2 or attributes-3, not attributes-1',
    ],
    [['--model', BETTER], 'has no directions, so no traits'],
    [[], 'write --model with a published model'],
    [['--model', MODEL, '--names', '0'], '--names: write a number of at least 1'],
  ])('is refused in one sentence: %s', async (flags, message) => {
    await expect(callCommand('tools/evaluate-traits.ts', flags, scratch)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });
});
