/**
 * Trains the attribute network on labelled portraits, scores it on held-out ones, and writes
 * `measures/attributes/attributes.onnx` and `attributes.json`.
 *
 *     npm run -w training train-attributes -- --data ../shared/faces [--epochs 12] [--threads N] [--seed 1] [--out DIR]
 */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomic } from '../files/write-atomic.ts';
import { toPlanar } from '../picture/planar.ts';
import { numberFlag, runCommand, UsageError, userPath } from './command-line.ts';
import { openDataset } from './data/dataset.ts';
import { openDecodedPictures } from './data/decoded-pictures.ts';
import { learn, scalesOf } from './measures/attributes/learn.ts';
import { attributeFile, FEATURES, INPUT_SIDE, multiplyAdds } from './measures/attributes/network.ts';
import { PREDICTED_ATTRIBUTES, targetsOf } from './measures/attributes/predicted-attributes.ts';
import { openAttributePredictor } from './measures/attributes/predictor.ts';
import { scoreAttributes } from './measures/attributes/scores.ts';

/** One in this number of portraits is held out, from the end: the last two shards of forty. */
const HELD_OUT_ONE_IN = 20;
const BATCH = 64;

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      data: { type: 'string' },
      epochs: { type: 'string', default: '12' },
      threads: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  if (!flags.data) {
    throw new UsageError('write --data with labelled portraits: shards and labels.jsonl');
  }
  const epochs = numberFlag('epochs', flags.epochs, 1, 1000);
  const seed = numberFlag('seed', flags.seed, 0, 2 ** 32 - 1);
  const threads = numberFlag('threads', flags.threads, 0, 256);
  const out =
    flags.out === undefined ? join(import.meta.dirname, 'measures/attributes') : userPath(flags.out);

  const source = await openDataset(userPath(flags.data));
  const total = source.pictures.length;
  const count = total - Math.floor(total / HELD_OUT_ONE_IN);
  const targets = [];
  for (let i = 0; i < total; i++) {
    targets.push(targetsOf(await source.labels(i), `${source.path}: picture ${i}`));
  }
  const pictures = await openDecodedPictures(source, {
    side: INPUT_SIDE,
    crop: 'centre',
    cache: userPath('runs', '.cache'),
    warn: (message) => console.error(message),
  });
  async function pixels(index: number): Promise<Uint8Array> {
    const outcome = await pictures.read(index);
    if (typeof outcome === 'string') {
      throw new Error(`${source.path}: picture ${index} is ${outcome}`);
    }
    return outcome;
  }

  const scales = scalesOf(targets.slice(0, count));
  const weights = await learn({
    count,
    epochs,
    batch: BATCH,
    threads,
    seed,
    pixels,
    targets,
    scales,
    tell: (step, steps, loss) => console.log(`step ${step} of ${steps}: loss ${loss.toFixed(4)}`),
  });

  const model = attributeFile(weights, scales);
  const reader = await openAttributePredictor(model);
  const plane = INPUT_SIDE * INPUT_SIDE;
  const portraits = new Float32Array((total - count) * 3 * plane);
  for (let i = count; i < total; i++) {
    const at = (i - count) * 3 * plane;
    toPlanar(await pixels(i), INPUT_SIDE, { channels: 3 }, portraits.subarray(at, at + 3 * plane));
  }
  const { attributes } = await reader.predict(portraits, INPUT_SIDE);
  await reader.release();
  await pictures.close();
  await source.close();

  const scores = scoreAttributes(attributes, targets.slice(count));
  const metadata = {
    protocol: 'attributes-1',
    file: 'attributes.onnx',
    sha256: createHash('sha256').update(model).digest('hex'),
    bytes: model.length,
    side: INPUT_SIDE,
    features: FEATURES,
    multiplyAdds: multiplyAdds(),
    trainedOn: `the first ${count} of ${total} portraits`,
    heldOut: `the last ${total - count}`,
    epochs,
    seed,
    attributes: PREDICTED_ATTRIBUTES.map(({ name, kind, from, to }, k) => {
      const { attribute: _, ...rest } = scores[k] ?? {};
      const { mean = 0, deviation = 1 } = scales[k] ?? {};
      return { name, kind, from, to, ...(kind === 'amount' ? { mean, deviation } : {}), score: rest };
    }),
  };
  await writeAtomic(join(out, 'attributes.onnx'), model);
  await writeAtomic(join(out, 'attributes.json'), `${JSON.stringify(metadata, null, 2)}\n`);
  for (const { attribute, measure, value, frequent, error } of scores) {
    console.log(
      `${attribute}: ${measure} ${value}${frequent === undefined ? '' : ` (always the same: ${frequent})`}${error === undefined ? '' : `, error ${error}`}`,
    );
  }
});
