/**
 * Measures how often the traits that are asked of a published model are read in the faces of names (`evaluate/traits.ts`).
 *
 *     npm run evaluate-traits -- --model models/ID [--names 1000] [--write]
 *
 * It prints the table of the model card. With --write it stores what it measured beside the model's folder, as
 * models/ID.traits.json, and the table as models/ID.traits.md.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomic } from '../../files/write-atomic.ts';
import { runCommand, UsageError, userPath, wholeFlag } from '../command-line.ts';
import { measureTraits, NAMES } from '../evaluate/traits.ts';
import { openAttributePredictor } from '../measures/attributes/predictor.ts';
import { traitsAddendum } from '../publish/trait-tables.ts';
import { openPublishedAvatars } from './kernel-generator.ts';

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      model: { type: 'string' },
      names: { type: 'string', default: String(NAMES) },
      write: { type: 'boolean', default: false },
    },
  });
  if (!flags.model) {
    throw new UsageError('write --model with a published model: models/ID');
  }
  const names = wholeFlag('names', flags.names, 1);
  const folder = resolve(userPath(flags.model));
  const { generator, avatars } = await openPublishedAvatars(folder);
  if (avatars.named.length === 0) {
    throw new UsageError(`--model: ${generator.name} has no directions, so no traits`);
  }
  const predictor = await openAttributePredictor();
  try {
    const tell = (message: string): void => console.error(message);
    const measured = await measureTraits(generator, predictor, avatars, { names, tell });
    const table = traitsAddendum(generator.name, measured);
    if (flags.write) {
      await writeAtomic(`${folder}.traits.json`, `${JSON.stringify(measured, null, 2)}\n`);
      await writeAtomic(`${folder}.traits.md`, table);
    }
    console.log(table);
  } finally {
    await predictor.release();
  }
});
