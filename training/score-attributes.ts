/**
 * Scores attribute networks on labelled portraits that they did not learn from, side by side.
 *
 *     npm run score-attributes -- --data DIR [--network attributes-1 | FILE.onnx ...]
 *
 * Without `--network`, all networks of `measures/attributes` are scored. An amount has the share of its variance that is
 * explained (r2), a presence the share of right answers (accuracy).
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runCommand, UsageError, userPath } from './command-line.ts';
import { openLabelledPortraits } from './measures/attributes/labelled-portraits.ts';
import { INPUT_SIDE } from './measures/attributes/network.ts';
import { NETWORK_VERSIONS } from './measures/attributes/networks.ts';
import { LEARNED_ATTRIBUTES } from './measures/attributes/predicted-attributes.ts';
import { openAttributePredictor } from './measures/attributes/predictor.ts';
import { scorePortraits } from './measures/attributes/scores.ts';

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      data: { type: 'string' },
      network: { type: 'string', multiple: true, default: [...NETWORK_VERSIONS] },
    },
  });
  if (!flags.data) {
    throw new UsageError('write --data with labelled portraits: shards and labels.jsonl');
  }
  const portraits = await openLabelledPortraits(userPath(flags.data), {
    side: INPUT_SIDE,
    warn: (message) => console.error(message),
  });
  const rows = new Map<string, string[]>();
  for (const name of flags.network) {
    const version = NETWORK_VERSIONS.find((known) => known === name);
    const network = await openAttributePredictor(
      version ?? (await readFile(userPath(name))),
      LEARNED_ATTRIBUTES.length,
    );
    for (const { attribute, measure, value } of await scorePortraits(network, portraits)) {
      rows.set(attribute, [
        ...(rows.get(attribute) ?? [measure]),
        Number.isNaN(value) ? '' : value.toFixed(4),
      ]);
    }
    await network.release();
  }
  await portraits.close();
  console.log(`| attribute | measure | ${flags.network.join(' | ')} |`);
  console.log(`| --- |${' --- |'.repeat(flags.network.length + 1)}`);
  for (const [attribute, cells] of rows) {
    console.log(`| ${attribute} | ${cells.join(' | ')} |`);
  }
});
