/**
 * Exports portraits for `train.py`: as they are trained on, decoded and cropped, with the normal scores of their labels.
 *
 *     npx node training/pytorch/export-data.ts --run runs/NAME [--data DIR] --out FOLDER
 *
 * FOLDER gets `pictures.u8` [n, side, side, 3], `scores.f32` [n, 2, labels] (as they are, and mirrored), `asked.f32` [2, N, labels] (the first
 * numbers of N latents, and the scores that they ask for), `fixed.f32` (the latents of the run's grids) and, once these are whole, `data.json`. Three bytes a pixel: 6 GB for 30,000 portraits
 * of 256 pixels.
 */
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomic } from '../../files/write-atomic.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { runCommand, UsageError, userPath } from '../command-line.ts';
import { counted } from '../counted.ts';
import { dataReading } from '../data/data-reading.ts';
import { openDataset } from '../data/dataset.ts';
import { openDecodedPictures } from '../data/decoded-pictures.ts';
import { readLabelScores } from '../data/labels/label-scores.ts';
import { fixedLatents } from '../run/fixed-latents.ts';
import { recordedData } from '../run/run-data.ts';
import { cacheFolder } from '../run/run-folder.ts';
import { expectRunRecipe } from '../run/run-recipe.ts';

/** Latents whose labels are asked for: so many that a training meets none of them often. */
const ASKED = 2 ** 18;
const ASKED_SEED = 424_242;
const ASKED_STREAM = 99;
const ABOUT = 'data.json';

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: { run: { type: 'string' }, data: { type: 'string' }, out: { type: 'string' } },
  });
  if (flags.run === undefined || flags.out === undefined) {
    throw new UsageError(
      'write --run with the run that is to be trained, and --out with a folder for the data',
    );
  }
  const run = userPath(flags.run);
  const out = userPath(flags.out);
  const recipe = await expectRunRecipe(run, 'use');
  if (recipe.labelWeight === 0 || recipe.channels !== 3) {
    throw new UsageError(
      `${run}: in PyTorch only pictures in colour are trained on, with their labels (labelWeight above 0)`,
    );
  }
  const data = flags.data === undefined ? await recordedData(run) : userPath(flags.data);
  if (data === undefined) {
    throw new UsageError('write --data with the portraits');
  }
  // A run of an earlier build has a recipe without the keys that came later.
  await writeAtomic(join(run, 'recipe.json'), `${JSON.stringify(recipe, null, 2)}\n`);
  await mkdir(out, { recursive: true });
  await rm(join(out, ABOUT), { force: true });

  const source = await openDataset(data, {});
  const { names, table, scores } = await readLabelScores(source, data, recipe);
  const reading = dataReading(recipe);
  const pictures = await openDecodedPictures(source, {
    ...reading,
    side: recipe.resolution,
    crop: reading.crop ?? 'centre',
    cache: cacheFolder(),
    warn: (message) => console.error(message),
  });
  const usable: number[] = [];
  const file = await open(join(out, 'pictures.u8'), 'w');
  for (let index = 0; index < source.pictures.length; index++) {
    const picture = await pictures.read(index);
    if (typeof picture !== 'string') {
      await file.write(picture);
      usable.push(index);
    }
  }
  await file.close();
  await pictures.close();
  await source.close();

  const rows = usable.map((index) => table[index] ?? []);
  const both = rows.flatMap((row) => [...scores.of(row, false), ...scores.of(row, true)]);
  await writeAtomic(join(out, 'scores.f32'), bytesOf(Float32Array.from(both)));
  const z = fillNormal(new Float32Array(ASKED * names.length), ASKED_SEED, ASKED_STREAM);
  const asked = new Float32Array(2 * z.length);
  asked.set(z);
  asked.set(scores.scoresFor(z, names.length), z.length);
  await writeAtomic(join(out, 'asked.f32'), bytesOf(asked));
  await writeAtomic(join(out, 'fixed.f32'), bytesOf(fixedLatents(recipe).latents));
  const about = { resolution: recipe.resolution, count: usable.length, labelCount: names.length };
  await writeAtomic(join(out, ABOUT), `${JSON.stringify(about)}\n`);
  const skipped = source.pictures.length - usable.length;
  console.log(`${out}: ${counted(usable.length, 'portrait')}${skipped > 0 ? `, ${skipped} left out` : ''}`);
});

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
