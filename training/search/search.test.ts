import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCommand } from '../testing/call-command.ts';
import type { CommandResult } from '../testing/command-host.ts';
import { sharePictures, TINY_RECIPE } from '../testing/train-sandbox.ts';
import { readPlan } from './plan.ts';
import { parseEvaluationSummary, searchTable } from './table.ts';

const BASE = 'name = "tiny"\nresolution = 16\nbatch = 8\n';

it('a search trains and evaluates each change, and goes on with what has no result yet', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'dareka-search-runs-'));
  await sharePictures(scratch);
  await writeFile(join(scratch, 'tiny.toml'), TINY_RECIPE);
  const plan = 'base = "tiny.toml"\nimages = 8\nsamples = 100\nprotocol = "faces-1"\n[changes."as it is"]\n';
  await writeFile(join(scratch, 'plan.toml'), plan);
  const search = () =>
    callCommand(
      'search.ts',
      ['--plan', 'plan.toml', '--data', join(import.meta.dirname, '../sample')],
      scratch,
    );
  const first = await search();
  expect(first.stdout).toMatch(/\| as it is \|/);
  expect(first.stderr).toContain('as-it-is: 2 steps');
  expect(await readdir(join(scratch, 'runs/search/plan/as-it-is'))).toContain('recipe.json');
  const second = await search();
  expect(second.stderr).not.toContain('steps');
  expect(second.stdout).toBe(first.stdout);

  // A result of another protocol is not in a table of this one, nor taken for one of this plan.
  await writeFile(join(scratch, 'plan.toml'), plan.replace('faces-1', 'pictures-1'));
  const refusal = await search().catch((failure: CommandResult) => failure);
  expect(refusal.stderr).toContain('as-it-is.json was measured with another recipe, other settings or other');
  expect(refusal.stdout).not.toMatch(/\| as it is \|/);
  await writeFile(join(scratch, 'plan.toml'), plan);
  // Results of earlier builds say neither protocol nor data.
  const path = join(scratch, 'plan/as-it-is.json');
  const { asked, ...measured } = JSON.parse(await readFile(path, 'utf8'));
  const { protocol, data, ...earlier } = asked;
  expect([protocol, data]).toEqual(['faces-1', expect.stringMatching(/^[0-9a-f]{64}$/)]);
  await writeFile(path, JSON.stringify({ asked: earlier, ...measured }));
  expect((await search()).stdout).toBe(first.stdout);
  await writeFile(path, JSON.stringify({ asked: { ...asked, data: 'others' }, ...measured }));
  await expect(search()).rejects.toMatchObject({ code: 1 });
  await rm(scratch, { recursive: true });
}, 120_000);

describe('a plan', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dareka-search-'));
    await writeFile(join(folder, 'tiny.toml'), BASE);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function planOf(text: string) {
    const path = join(folder, 'plan.toml');
    await writeFile(path, `base = "tiny.toml"\nimages = 80\nsamples = 100\n${text}`);
    return readPlan(path);
  }

  it('has one run for each change of the recipe, in the order of the file, each with its own name', async () => {
    const { changes, images } = await planOf(
      '[changes."as it is"]\n[changes."Adam’s β1: 0"]\nbeta1 = 0\n[changes."large batches"]\nbatch = 16\n',
    );
    expect(images).toBe(80);
    expect(
      changes.map(({ description, recipe }) => [description, recipe.name, recipe.batch, recipe.beta1]),
    ).toEqual([
      ['as it is', 'as-it-is', 8, 0.5],
      ['Adam’s β1: 0', 'adam-s-1-0', 8, 0],
      ['large batches', 'large-batches', 16, 0.5],
    ]);
  });

  it('with a mistake is refused before training, naming the place', async () => {
    await expect(planOf('[changes.wide]\nbreadth = 3\n')).rejects.toThrow(
      /plan\.toml: wide: breadth: unknown key/,
    );
    await expect(planOf('[changes.wide]\nbatch = -3\n')).rejects.toThrow(
      /wide: batch: must be at least 1, got -3/,
    );
    await expect(planOf('changes = 3\n')).rejects.toThrow(/changes: /);
    await expect(planOf('[changes."a b"]\n[changes."a-b"]\n')).rejects.toThrow(
      /"a b" and "a-b" would be one run, a-b/,
    );
  });
});

describe('a table', () => {
  const evaluation = (frechet: number) =>
    parseEvaluationSummary(
      JSON.stringify({
        measures: ['frechet', 'precision', 'recall', 'coverage', 'facesFound'].map((name, i) => ({
          name,
          value: i === 0 ? frechet : 0.5,
          reference: i === 0 ? 0.25 : 1,
        })),
      }),
    );

  it('lists portraits first, then results by distance, and leaves out runs that are not finished', () => {
    const text = searchTable('tiny', { images: 30_000, samples: 2000 }, [
      { description: 'worse', evaluation: evaluation(9.876) },
      { description: 'to be done', evaluation: undefined },
      { description: 'better', evaluation: evaluation(4.5) },
    ]);
    expect(text).toContain('One change each to `tiny`, 30,000 images a run, measured by 2,000 faces.');
    const rows = text
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2);
    expect(rows).toEqual([
      '| portraits against other portraits | 0.25 | 1.00 | 1.00 | 1.00 | 1.00 |',
      '| better | 4.50 | 0.50 | 0.50 | 0.50 | 0.50 |',
      '| worse | 9.88 | 0.50 | 0.50 | 0.50 | 0.50 |',
    ]);
  });

  it('refuses results that lack a value', () => {
    expect(() => parseEvaluationSummary('{"measures": [{"name": "frechet"}]}')).toThrow(/value/);
  });
});
