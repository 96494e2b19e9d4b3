/**
 * Gives damaged files to every reader of what people bring: pictures, archives, weights, ONNX files, recipes.
 *
 *     npm run -w training fuzz -- [--inputs 20000] [--seed 1] [--reader zip]
 *
 * A file has to be read, or refused by a sentence that names it. Whatever else happens is a fault: another error, a process that ends,
 * more than 20 seconds, or more memory than training/data/README.md states. The file of a fault is stored in runs/fuzz/, and the command fails.
 * The same seed makes the same files.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatBytes } from '../../../files/format-bytes.ts';
import { writeAtomic } from '../../../files/write-atomic.ts';
import { runCommand, UsageError, userPath, wholeFlag } from '../../command-line.ts';
import { damagedFile, dice } from './damage-file.ts';
import { runSubject } from './run-subject.ts';
import { SUBJECTS } from './subjects.ts';

const SECONDS = 20;
/** Files and pictures in flight, as data/README.md states them, and Node with sharp and ONNX Runtime. */
const MOST_MEMORY = (256 + 512 + 768) * 2 ** 20;

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      inputs: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      reader: { type: 'string' },
    },
  });
  const inputs = wholeFlag('inputs', flags.inputs, 1);
  const seed = wholeFlag('seed', flags.seed, 0, 2 ** 32 - 1);
  if (flags.reader !== undefined && !Object.hasOwn(SUBJECTS, flags.reader)) {
    throw new UsageError(`--reader: write ${Object.keys(SUBJECTS).join(', ')}, not ${flags.reader}`);
  }
  const chosen = Object.entries(SUBJECTS).filter(([name]) => (flags.reader ?? name) === name);
  const folder = userPath('runs', 'fuzz');
  let faulty = 0;
  for (const [name, { extension, share, examples }] of chosen) {
    const count = flags.reader === undefined ? Math.ceil((inputs * share) / 100) : inputs;
    const { read, refused, faults, peak } = await runSubject(name, {
      seed,
      inputs: count,
      milliseconds: 1000 * SECONDS,
    });
    const tooMuch = peak > MOST_MEMORY;
    faulty += faults.length + Number(tooMuch);
    const memory = `${formatBytes(peak)} at most${tooMuch ? `, more than ${formatBytes(MOST_MEMORY)}` : ''}`;
    console.log(`${name}: ${read} read, ${refused} refused, ${faults.length} faults; ${memory}`);
    if (faults.length > 0) {
      await mkdir(folder, { recursive: true });
      const undamaged = await examples(folder);
      for (const { index, detail } of faults) {
        const file = join(folder, `${name}-${seed}-${index}${extension}`);
        await writeAtomic(file, damagedFile(undamaged, dice(seed, index)));
        console.log(`  ${file}: ${detail}`);
      }
    }
  }
  if (faulty > 0) {
    throw new Error(`${faulty} ${faulty === 1 ? 'fault' : 'faults'}`);
  }
});
