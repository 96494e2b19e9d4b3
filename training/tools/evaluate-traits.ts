/**
 * Measures how often the traits that are asked of a published model are read in the faces of names (`evaluate/traits/traits.ts`).
 *
 *     npm run evaluate-traits -- --model models/ID [--names 1000] [--usual 4000] [--network attributes-3] [--write]
 *     npm run evaluate-traits -- --model models/ID [--names 1000] --seeds
 *     npm run evaluate-traits -- --model models/ID [--names 1000] --amend FILE [--faces 18000]
 *
 * It prints the table of the model card. --network is the version of the attribute network that reads the faces. --usual is the number of names without traits, by default four for each of the others.
 * --seeds measures seeds in place of names, which are edited only: no other seed can be chosen for them.
 * With --write it stores what it measured beside the model's folder, as
 * models/ID.traits.json, and the table as models/ID.traits.md. --amend is for a model that no site serves yet, trained with
 * labels: it finds their odds anew (with so many faces), and writes both into the model's own manifest, card and line of
 * published.lock. FILE describes the model's data, as for publish-model.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomic } from '../../files/write-atomic.ts';
import { choiceFlag, runCommand, UsageError, userPath, wholeFlag } from '../command-line.ts';
import { findOdds, FACES as ODDS_FACES } from '../evaluate/traits/odds.ts';
import { measureTraits, NAMES } from '../evaluate/traits/traits.ts';
import { CURRENT_NETWORK, NETWORK_VERSIONS, NETWORKS } from '../measures/attributes/networks.ts';
import { PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import { openAttributePredictor } from '../measures/attributes/predictor.ts';
import { amendModel } from '../publish/amend.ts';
import { readDataDescription } from '../publish/card/data-description.ts';
import { traitsAddendum } from '../publish/card/trait-tables.ts';
import { readManifest } from '../read/manifest.ts';
import { openPublishedAvatars } from './kernel-generator.ts';

/**
 * How many of the first numbers of z stand for labels.
 *
 * @throws UsageError for a model that was trained without
 */
async function labelledNumbers(folder: string): Promise<number> {
  const { id, labels = [], training } = await readManifest(folder);
  const count = Number(training?.recipe.labelCount ?? 0);
  if (labels.length === 0 || count === 0) {
    throw new UsageError(`--amend: ${id} was not trained with labels, so there are no odds to find`);
  }
  return count;
}

/** The networks that predict all of today's attributes. */
const READERS = NETWORK_VERSIONS.filter(
  (version) => NETWORKS[version].attributes >= PREDICTED_ATTRIBUTES.length,
);

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      model: { type: 'string' },
      names: { type: 'string', default: String(NAMES) },
      usual: { type: 'string' },
      network: { type: 'string', default: CURRENT_NETWORK },
      seeds: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      amend: { type: 'string' },
      faces: { type: 'string', default: String(ODDS_FACES) },
    },
  });
  if (!flags.model) {
    throw new UsageError('write --model with a published model: models/ID');
  }
  if (flags.amend !== undefined && flags.write) {
    throw new UsageError(
      '--amend writes into the model itself, and --write beside it; leave out one of them',
    );
  }
  if (flags.seeds && (flags.write || flags.amend !== undefined)) {
    throw new UsageError('--seeds: a card has the faces of names; leave out --write and --amend');
  }
  const reader = choiceFlag('network', flags.network, READERS);
  const facesOf = flags.seeds ? 'seeds' : 'names';
  const names = wholeFlag('names', flags.names, 1);
  const usual = flags.usual === undefined ? {} : { usual: wholeFlag('usual', flags.usual, 1) };
  const faces = wholeFlag('faces', flags.faces, 100);
  const about = flags.amend === undefined ? undefined : await readDataDescription(userPath(flags.amend));
  const folder = resolve(userPath(flags.model));
  const { generator, avatars } = await openPublishedAvatars(folder);
  if (avatars.named.length === 0) {
    throw new UsageError(`--model: ${generator.name} has no directions, so no traits`);
  }
  const tell = (message: string): void => console.error(message);
  const predictor = await openAttributePredictor(reader);
  try {
    const labels =
      about === undefined
        ? avatars.labels
        : await findOdds(generator, predictor, avatars, {
            numbers: await labelledNumbers(folder),
            faces,
            tell,
          });
    const measured = await measureTraits(
      generator,
      predictor,
      { ...avatars, labels },
      { facesOf, names, ...usual, reader, tell },
    );
    const table = traitsAddendum(generator.name, measured);
    if (about !== undefined) {
      await amendModel(folder, { labels: [...(labels ?? [])], traits: measured }, about);
    }
    if (flags.write) {
      await writeAtomic(`${folder}.traits.json`, `${JSON.stringify(measured, null, 2)}\n`);
      await writeAtomic(`${folder}.traits.md`, table);
    }
    console.log(table);
  } finally {
    await predictor.release();
  }
});
