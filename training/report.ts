/**
 * Writes a self-contained HTML page about a run: curves, grids, film, recipe, data, machine and time.
 *
 *     npm run report -- --run first-64 [--out report.html]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatBytes } from '../files/format-bytes.ts';
import { writeAtomic } from '../files/write-atomic.ts';
import { runCommand, UsageError, userPath } from './command-line.ts';
import { reportPage } from './report/page.ts';
import { readRun } from './report/read-run.ts';
import { runFolder } from './run/run-folder.ts';

await runCommand(async () => {
  const { values: flags } = parseArgs({ options: { run: { type: 'string' }, out: { type: 'string' } } });
  if (!flags.run) {
    throw new UsageError('write --run NAME, a folder of runs/');
  }
  const folder = runFolder(flags.run);
  const out = flags.out === undefined ? join(folder, 'report.html') : userPath(flags.out);
  const page = reportPage(await readRun(folder, flags.run));
  await writeAtomic(out, page);
  console.log(`${out}: ${formatBytes(Buffer.byteLength(page))}`);
});
