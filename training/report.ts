/**
 * Writes a self-contained HTML page about a run: curves, grids, film, recipe, data, machine and time.
 *
 *     npm run report -- --run first-64 [--out report.html]
 *     npm run report -- --compare first-64 dcgan-64 [--out compared.html]
 *     npm run report -- --run first-64 --tensorboard DIR
 *
 * --compare puts two or three runs beside each other. --tensorboard writes the curves as an event file that TensorBoard reads, to
 * DIR/RUN.
 */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatBytes } from '../files/format-bytes.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import { runCommand, UsageError, userPath } from './command-line.ts';
import { comparePage } from './report/compare-page.ts';
import { MOST_COMPARED } from './report/curves.ts';
import { reportPage } from './report/page.ts';
import { type RunReport, readRun } from './report/read-run.ts';
import { EVENTS_FILE, eventsOf } from './report/tensorboard.ts';
import { runFolder } from './run/run-folder.ts';

await runCommand(async () => {
  const { values: flags, positionals } = parseArgs({
    options: {
      run: { type: 'string' },
      compare: { type: 'boolean', default: false },
      tensorboard: { type: 'string' },
      out: { type: 'string' },
    },
    allowPositionals: true,
  });
  if (flags.compare) {
    const few = positionals.length < 2 || positionals.length > MOST_COMPARED;
    if (few || new Set(positionals).size < positionals.length || flags.run !== undefined) {
      throw new UsageError(`write --compare with two to ${MOST_COMPARED} different runs: --compare A B`);
    }
    const runs: RunReport[] = [];
    for (const name of positionals) {
      runs.push(await readRun(runFolder(name, 'compare'), name));
    }
    await writePage(flags.out ?? join('runs', `compared-${positionals.join('-')}.html`), comparePage(runs));
    return;
  }
  if (positionals.length > 0) {
    throw new UsageError(`write --compare before the names of runs, ${positionals.join(' ')}`);
  }
  if (!flags.run) {
    throw new UsageError('write --run NAME, a folder of runs/');
  }
  const folder = runFolder(flags.run);
  const run = await readRun(folder, flags.run);
  if (flags.tensorboard !== undefined) {
    const file = join(userPath(flags.tensorboard), flags.run, EVENTS_FILE);
    await mkdir(dirname(file), { recursive: true });
    await writeAtomic(file, eventsOf(run));
    console.log(`${file}: tensorboard --logdir ${flags.tensorboard} shows it`);
    return;
  }
  await writePage(flags.out ?? join(folder, 'report.html'), reportPage(run));
});

async function writePage(path: string, page: string): Promise<void> {
  const out = userPath(path);
  await writeAtomic(out, page);
  console.log(`${out}: ${formatBytes(Buffer.byteLength(page))}`);
}
