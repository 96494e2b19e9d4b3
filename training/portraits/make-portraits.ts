/**
 * Renders labelled portraits of people who do not exist, as WebDataset shards that training reads. Goes on where it was stopped.
 *
 *     npm run make-portraits -- --assets FILE --out DIR
 *     npm run make-portraits -- --assets FILE --out DIR --count 2000 --pixels 128 --seed 77
 *
 *     --assets FILE      the packed assets (portraits/README.md)
 *     --out DIR          where the shards and labels go
 *     --count 40000      how many portraits
 *     --pixels 256       their side
 *     --seed 20263       of all random choices: the same seed gives the same people
 *     --quality 88       of the WebP files, 1 to 100
 *     --processes N      renderers at once; one for each core unless told
 *     --renderer FILE    a renderer that is built already; it is compiled first unless told
 *     --sheet FILE       also writes a WebP with 24 of the portraits
 */
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { writeAtomic } from '../../files/write-atomic.ts';
import { pictureSheet } from '../browser/picture-sheet.ts';
import { somePortraits } from '../browser/portraits.ts';
import { runCommand, UsageError, userPath, wholeFlag } from '../command-line.ts';
import { openDataset } from '../data/dataset.ts';
import { buildRenderer } from './build-renderer.ts';
import { renderShards } from './render-shards.ts';

/** The contact sheet: small enough to stand in a README. */
const SHEET = { count: 24, columns: 8, side: 128, quality: 80 };

/** @throws UsageError where the file is missing, or still packed with xz */
async function assetsFlag(text: string | undefined): Promise<string> {
  if (text === undefined) {
    throw new UsageError('write --assets FILE, the packed assets; portraits/README.md says how to make them');
  }
  if (text.endsWith('.xz')) {
    throw new UsageError(`--assets: unpack it first: xz -dk ${text}`);
  }
  const path = userPath(text);
  if (!(await stat(path).catch(() => undefined))?.isFile()) {
    throw new UsageError(`--assets: there is no file ${path}; portraits/README.md says how to make it`);
  }
  return path;
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      assets: { type: 'string' },
      out: { type: 'string' },
      count: { type: 'string', default: '40000' },
      pixels: { type: 'string', default: '256' },
      seed: { type: 'string', default: '20263' },
      quality: { type: 'string', default: '88' },
      processes: { type: 'string', default: String(availableParallelism()) },
      renderer: { type: 'string' },
      sheet: { type: 'string' },
    },
  });
  if (flags.out === undefined) {
    throw new UsageError('write --out DIR, a folder for the shards');
  }
  const out = userPath(flags.out);
  const settings = {
    seed: wholeFlag('seed', flags.seed, 0, Number.MAX_SAFE_INTEGER),
    pixels: wholeFlag('pixels', flags.pixels, 16, 1024),
    quality: wholeFlag('quality', flags.quality, 1, 100),
  };
  const count = wholeFlag('count', flags.count, 1, 10_000_000);
  const processes = wholeFlag('processes', flags.processes, 1, 1024);
  const assets = await assetsFlag(flags.assets);
  const renderer = flags.renderer === undefined ? await buildRenderer() : userPath(flags.renderer);

  const started = performance.now();
  const { rendered } = await renderShards(
    { ...settings, count, renderer, assets, out, processes },
    (event) => {
      console.log(`${event.shard}: ${event.count} portraits, ${(event.bytes / 1e6).toFixed(1)} MB`);
    },
  );
  const rate = rendered / ((performance.now() - started) / 1000);
  console.log(
    `${out}: ${count} portraits, ${rendered} of them new${rendered > 0 ? `, ${rate.toFixed(1)}/s` : ''}`,
  );

  if (flags.sheet !== undefined) {
    const portraits = await openDataset(out);
    try {
      const pictures = await somePortraits(portraits, SHEET);
      await writeAtomic(userPath(flags.sheet), await pictureSheet(pictures, SHEET, SHEET.quality));
    } finally {
      await portraits.close();
    }
  }
});
