/**
 * A search over recipes: short runs of one recipe with one change each, all of as many images, and their measures.
 *
 *     npm run search -- --plan training/search/face-64.toml --data DIR [--jobs 2] [--only TEXT]
 *
 * Runs train side by side, each on one thread, in runs/search/PLAN. Results are stored beside the plan, in the folder PLAN.
 * What has a result is not run again, so a search that was stopped goes on, on another machine too. PLAN.md has the table, of results that
 * were measured as the plan says.
 */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { stringify } from 'smol-toml';
import { readOptional } from '../files/read-optional.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import { parseRecipe, type Recipe } from '../gan/recipe.ts';
import { picturesOfStep } from '../gan/step-parts.ts';
import { runCommand, UsageError, userPath, wholeFlag } from './command-line.ts';
import { openDataset } from './data/dataset.ts';
import type { ProtocolName } from './evaluate/protocol.ts';
import { listCheckpoints } from './run/checkpoints.ts';
import { cacheFolder } from './run/run-folder.ts';
import { type RecipeChange, readPlan } from './search/plan.ts';
import { parseEvaluationSummary, type Row, searchTable } from './search/table.ts';

const run = promisify(execFile);

/** What a result was measured with. */
type Asked = {
  readonly recipe: Recipe;
  readonly images: number;
  readonly samples: number;
  readonly protocol: ProtocolName;
  /** The names and sizes of the portraits (`list` in `data/dataset.ts`): they may be elsewhere on another machine. */
  readonly data: string;
};

/** Whether a result was measured with these settings; a table compares only such results. */
function hasSettings(result: string, path: string, asked: Asked): boolean {
  // The first results had no protocol, as there was one only, and do not say which portraits they are of.
  const { recipe, images, samples, protocol = 'faces-1', data = asked.data } = JSON.parse(result).asked;
  // Keys that recipes did not have yet mean their defaults.
  const before: Asked = { recipe: parseRecipe(recipe, path), images, samples, protocol, data };
  return JSON.stringify(before) === JSON.stringify(asked);
}

/** @throws where the training of a run was stopped, which is no failure of its process */
async function expectTrained(folder: string, { decaySteps }: Recipe, steps: number): Promise<void> {
  const last = Math.min(steps, decaySteps || Number.POSITIVE_INFINITY);
  const trained = (await listCheckpoints(folder)).at(-1)?.steps ?? 0;
  if (trained < last) {
    throw new Error(
      `${folder} was stopped at step ${trained} of ${last}; the same command goes on from there`,
    );
  }
}

/** A script of this package, on one thread; what it prints to stdout. */
async function script(name: string, ...words: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, name), ...words], {
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      plan: { type: 'string' },
      data: { type: 'string' },
      jobs: { type: 'string', default: '2' },
      only: { type: 'string', default: '' },
    },
  });
  if (!flags.plan) {
    throw new UsageError('write --plan FILE, the recipe and the changes to it');
  }
  if (!flags.data) {
    throw new UsageError('write --data with the portraits to learn from');
  }
  const data = userPath(flags.data);
  const jobs = wholeFlag('jobs', flags.jobs, 1, 64);
  const path = userPath(flags.plan);
  const plan = await readPlan(path);
  const name = basename(path, '.toml');
  const results = join(dirname(path), name);
  const runs = userPath('runs');
  const folder = join(runs, 'search', name);
  await mkdir(results, { recursive: true });
  await mkdir(folder, { recursive: true });

  const portraits = await openDataset(data, {
    cache: cacheFolder(),
    tell: (message) => console.error(message),
  });
  await portraits.close();
  const resultOf = (change: string): string => join(results, `${change}.json`);
  function askedOf({ recipe }: RecipeChange): Asked {
    const { images, samples, protocol } = plan;
    return { recipe, images, samples, protocol, data: portraits.list };
  }

  async function measure(one: RecipeChange): Promise<void> {
    const { name: change, recipe } = one;
    const result = resultOf(change);
    const asked = askedOf(one);
    const before = await readOptional(result);
    if (before !== undefined) {
      if (hasSettings(before, result, asked)) {
        return;
      }
      throw new UsageError(
        `${result} was measured with another recipe, other settings or other portraits: remove it, or rename the change`,
      );
    }
    const config = join(folder, `${change}.toml`);
    await writeAtomic(config, stringify(recipe));
    const steps = Math.round(plan.images / picturesOfStep(recipe));
    console.error(`${change}: ${steps} steps`);
    await script(
      'train.ts',
      ...[
        '--config',
        config,
        '--runs',
        folder,
        '--run',
        change,
        '--data',
        data,
        '--steps',
        String(steps),
        '--threads',
        '1',
      ],
      ...['--minutes', '100000', '--checkpoint-seconds', '100000', '--quiet'],
    );
    await expectTrained(join(folder, change), recipe, steps);
    const output = await script(
      'evaluate.ts',
      ...['--model', join(folder, change), '--data', data, '--samples', String(plan.samples), '--draws', '1'],
      ...['--protocol', plan.protocol, '--json'],
    );
    await writeAtomic(result, `${JSON.stringify({ asked, ...parseEvaluationSummary(output) }, null, 2)}\n`);
    console.error(`${change}: done`);
  }

  const left = plan.changes.filter(({ description }) => description.includes(flags.only));
  async function work(): Promise<void> {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      await measure(next);
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: jobs }, work));

  const rows = await Promise.all(
    plan.changes.map(async (one): Promise<Row> => {
      const result = resultOf(one.name);
      const output = await readOptional(result);
      const isOfPlan = output !== undefined && hasSettings(output, result, askedOf(one));
      return {
        description: one.description,
        evaluation: isOfPlan ? parseEvaluationSummary(output) : undefined,
      };
    }),
  );
  const table = searchTable(basename(plan.base, '.toml'), plan, rows);
  await writeAtomic(join(dirname(path), `${name}.md`), table);
  console.log(table);
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
});
