/**
 * Measures how many pictures a second the data loader gives, decoded and from the cache.
 *
 *     npm run -w training bench-data -- [--data DIR] [--resolution 64] [--crop centre|face] [--pictures 10000] [--json]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CROPS } from '../../gan/recipe-schema.ts';
import { choiceFlag, runCommand, userPath, wholeFlag } from '../command-line.ts';
import { SAMPLE } from '../run/run-data.ts';
import { openDataLoader } from './data-loader.ts';

const BATCH = 64;

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      data: { type: 'string' },
      resolution: { type: 'string', default: '64' },
      crop: { type: 'string', default: 'centre' },
      pictures: { type: 'string', default: '10000' },
      json: { type: 'boolean', default: false },
    },
  });
  const data = flags.data === undefined ? SAMPLE : userPath(flags.data);
  const side = wholeFlag('resolution', flags.resolution, 1, 1024);
  const crop = choiceFlag('crop', flags.crop, CROPS);
  const most = wholeFlag('pictures', flags.pictures, BATCH);
  const cache = await mkdtemp(join(tmpdir(), 'dareka-throughput-'));

  /** Seconds until the first batch, and pictures a second over an epoch or its first `most` pictures. */
  async function epoch() {
    const start = performance.now();
    const seconds = (): number => (performance.now() - start) / 1000;
    const portraits = await openDataLoader(data, { side, crop, batch: BATCH, mirror: true, seed: 1, cache });
    await portraits.batch(0);
    const first = seconds();
    let position = BATCH;
    for (; position < Math.min(most, portraits.count); position += BATCH) {
      await portraits.batch(position);
    }
    // Batches that were decoded ahead are counted too.
    await portraits.close();
    return { firstBatchSeconds: first, picturesPerSecond: (position + 4 * BATCH) / seconds() };
  }
  try {
    const decoded = await epoch();
    const cached = await epoch();
    const peakMegabytes = process.resourceUsage().maxRSS / 1024;
    if (flags.json) {
      console.log(JSON.stringify({ data, side, crop, decoded, cached, peakMegabytes }, null, 2));
    } else {
      for (const [name, { firstBatchSeconds, picturesPerSecond }] of Object.entries({ decoded, cached })) {
        console.log(
          `${name}: ${picturesPerSecond.toFixed(0)} pictures/s, first batch after ${firstBatchSeconds.toFixed(2)} s`,
        );
      }
    }
  } finally {
    await rm(cache, { recursive: true });
  }
});
