/**
 * Packs a run into one small file, and unpacks it on another machine (run/pack.ts says what is lost).
 *
 *     npm run pack-run -- --run NAME --out FILE.tar.gz
 *     npm run pack-run -- --unpack FILE.tar.gz --run NAME
 */
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { formatBytes } from '../files/format-bytes.ts';
import { runCommand, UsageError, userPath } from './command-line.ts';
import { packRun, unpackRun } from './run/pack.ts';
import { runFolder } from './run/run-folder.ts';

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: { run: { type: 'string' }, out: { type: 'string' }, unpack: { type: 'string' } },
  });
  if (!flags.run) {
    throw new UsageError('write --run NAME, a folder of runs/');
  }
  if ((flags.out === undefined) === (flags.unpack === undefined)) {
    throw new UsageError('write --out FILE to pack the run, or --unpack FILE to unpack one');
  }
  const folder = runFolder(flags.run);
  if (flags.unpack !== undefined) {
    const { steps } = await unpackRun(userPath(flags.unpack), folder);
    console.log(`${folder}: after ${steps} steps; npm run train -- --run ${flags.run} resumes it`);
  } else {
    const out = userPath(flags.out ?? '');
    const steps = await packRun(folder, out);
    console.log(`${out}: ${flags.run} after ${steps} steps, ${formatBytes((await stat(out)).size)}`);
  }
});
