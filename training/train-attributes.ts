/**
 * Trains the attribute network on labelled portraits, scores it on held-out ones, and writes `attributes.onnx` and
 * `attributes.json`. Several data sets may be given. Labels that a data set does not have are left out of the loss.
 *
 *     npm run train-attributes -- --data DIR [--data DIR ...] [--epochs 12] [--threads N] [--seed 1]
 *         [--out runs/attributes] [--rate 0.0015] [--from NETWORK.onnx] [--balance]
 *
 * `--balance` repeats portraits of rare kinds of gender and hair, so that the network does not take long hair for a woman's.
 * `--from` starts from an earlier network, in place of random weights. The network is also written every 200 steps, so that a
 * training that was stopped can start from there. To use a network, follow measures/README.md.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomic } from '../files/write-atomic.ts';
import type { Values } from '../graph/tensor.ts';
import { numberFlag, runCommand, UsageError, userPath, wholeFlag } from './command-line.ts';
import {
  balancedPortraits,
  joinPortraits,
  openLabelledPortraits,
  portraitRange,
} from './measures/attributes/labelled-portraits.ts';
import { learn, scalesOf } from './measures/attributes/learn.ts';
import { attributeFile, FEATURES, INPUT_SIDE, multiplyAdds } from './measures/attributes/network.ts';
import { NETWORK_VERSIONS } from './measures/attributes/networks.ts';
import { attributeIndex, LEARNED_ATTRIBUTES } from './measures/attributes/predicted-attributes.ts';
import { openAttributePredictor } from './measures/attributes/predictor.ts';
import { printScore, scorePortraits } from './measures/attributes/scores.ts';
import { randomWeights, startFrom } from './measures/attributes/start-weights.ts';
import { cacheFolder } from './run/run-folder.ts';

/** One in this number of portraits of each data set is held out, from the end. */
const HELD_OUT_ONE_IN = 20;
const BATCH = 64;
/** With --balance no portrait is repeated more often. */
const MOST_REPEATS = 8;
/** Hair is long from a bob (0.7) on. */
const LONG_HAIR = 0.6;
/** The version that the network would be published as. */
const NEXT_VERSION = `attributes-${NETWORK_VERSIONS.length + 1}`;

/** Which of the four kinds of gender and length of hair a portrait is of. */
function kindOf(targets: readonly (number | undefined)[]): string {
  const [gender = 0, length = 0] = ['gender', 'hair length'].map((name) => targets[attributeIndex(name)]);
  return `${gender >= 0.5} ${length > LONG_HAIR}`;
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      data: { type: 'string', multiple: true, default: [] },
      epochs: { type: 'string', default: '12' },
      threads: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      rate: { type: 'string', default: '0.0015' },
      from: { type: 'string' },
      balance: { type: 'boolean', default: false },
      out: { type: 'string', default: 'runs/attributes' },
    },
  });
  if (flags.data.length === 0) {
    throw new UsageError('write --data with labelled portraits: shards and labels.jsonl');
  }
  const epochs = wholeFlag('epochs', flags.epochs, 1, 1000);
  const seed = wholeFlag('seed', flags.seed, 0, 2 ** 32 - 1);
  const threads = wholeFlag('threads', flags.threads, 0, 256);
  const rate = numberFlag('rate', flags.rate, 0, 1);
  const out = userPath(flags.out);
  const start = flags.from === undefined ? undefined : await readFile(userPath(flags.from));
  await mkdir(out, { recursive: true });

  const sets = await Promise.all(
    flags.data.map((path) =>
      openLabelledPortraits(userPath(path), {
        side: INPUT_SIDE,
        cache: cacheFolder(),
        warn: (message) => console.error(message),
      }),
    ),
  );
  const split = sets.map((set) => {
    const trained = set.count - Math.floor(set.count / HELD_OUT_ONE_IN);
    return { train: portraitRange(set, 0, trained), heldOut: portraitRange(set, trained, set.count) };
  });
  const all = joinPortraits(split.map(({ train }) => train));
  const { targets, pixels } = flags.balance ? balancedPortraits(all, kindOf, MOST_REPEATS) : all;
  const heldOut = joinPortraits(split.map(({ heldOut: own }) => own));

  const scales = scalesOf(targets);
  const save = (weights: Values): Promise<void> =>
    writeAtomic(join(out, 'attributes.onnx'), attributeFile(weights, scales));
  const weights = await learn({
    count: targets.length,
    epochs,
    batch: BATCH,
    threads,
    seed,
    rate,
    from: start ? startFrom(start, flags.from ?? '', scales, seed) : randomWeights(seed),
    pixels,
    targets,
    scales,
    tell: (step, steps, loss) => console.log(`step ${step} of ${steps}: loss ${loss.toFixed(4)}`),
    save,
  });

  const model = attributeFile(weights, scales);
  const network = await openAttributePredictor(model, LEARNED_ATTRIBUTES.length);
  const scores = await scorePortraits(network, heldOut);
  await network.release();
  await Promise.all(sets.map((set) => set.close()));

  const metadata = {
    protocol: NEXT_VERSION,
    file: `${NEXT_VERSION}.onnx`,
    sha256: createHash('sha256').update(model).digest('hex'),
    bytes: model.length,
    side: INPUT_SIDE,
    features: FEATURES,
    multiplyAdds: multiplyAdds(),
    trainedOn: `the first ${split.map(({ train }) => train.targets.length).join(' and ')} portraits of ${sets.map(({ count }) => count).join(' and ')}`,
    heldOut: `the last ${split.map((each) => each.heldOut.targets.length).join(' and ')}`,
    epochs,
    ...(flags.balance ? { balanced: `gender and long hair, in ${targets.length} pictures an epoch` } : {}),
    seed,
    attributes: LEARNED_ATTRIBUTES.map(({ name, kind, from: low, to: high }, k) => {
      const { attribute: _, ...rest } = scores[k] ?? {};
      const { mean = 0, deviation = 1 } = scales[k] ?? {};
      return {
        name,
        kind,
        from: low,
        to: high,
        ...(kind === 'amount' ? { mean, deviation } : {}),
        score: rest,
      };
    }),
  };
  await save(weights);
  await writeAtomic(join(out, 'attributes.json'), `${JSON.stringify(metadata, null, 2)}\n`);
  for (const score of scores) {
    console.log(printScore(score));
  }
});
