/**
 * A search over recipes: short runs of one recipe with one change each, all of as many images, and their measures.
 *
 *     npm run search -- --plan training/search/face-64.toml --data DIR [--jobs 2] [--only TEXT]
 *
 * Runs train side by side, each on one thread, in runs/search/PLAN. Results are stored beside the plan, in the folder PLAN.
 * What has a result is not run again, so a search that was stopped goes on, on another machine too. PLAN.md has the table.
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
import { type RecipeChange, readPlan } from './search/plan.ts';
import { parseEvaluationSummary, type Row, searchTable } from './search/table.ts';

const run = promisify(execFile);

/** What a result was measured with. */
type Asked = { readonly recipe: Recipe; readonly images: number; readonly samples: number };

/** Whether a result was measured with these settings; a table compares only such results. */
function hasSettings(result: string, path: string, asked: Asked): boolean {
  const { recipe, ...others } = JSON.parse(result).asked;
  // Keys that recipes did not have yet mean their defaults.
  return JSON.stringify({ recipe: parseRecipe(recipe, path), ...others }) === JSON.stringify(asked);
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

  async function measure({ name: change, recipe }: RecipeChange): Promise<void> {
    const result = join(results, `${change}.json`);
    const asked: Asked = { recipe, images: plan.images, samples: plan.samples };
    const before = await readOptional(result);
    if (before !== undefined) {
      if (hasSettings(before, result, asked)) {
        return;
      }
      throw new UsageError(
        `${result} was measured with another recipe or other settings: remove it, or rename the change`,
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
    plan.changes.map(async ({ name: change, description }): Promise<Row> => {
      const output = await readOptional(join(results, `${change}.json`));
      return { description, evaluation: output === undefined ? undefined : parseEvaluationSummary(output) };
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
