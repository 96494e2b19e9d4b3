/**
 * Draws digits or kana as if written by hand, to try a training with classes: light on dark, 28×28, one channel, as MNIST's are. Nobody's
 * handwriting is in them: they may be used for anything (CC0).
 *
 *     npm run make-digits -- --out DIR
 *     npm run make-digits -- --out DIR --count 1000 --seed 2 --alphabet kana --format folders
 *
 *     --out DIR            a new folder for them
 *     --count 60000        how many
 *     --seed 1             of all random choices: the same seed gives the same bytes on every machine
 *     --alphabet digits    digits or kana
 *     --format idx         idx: train-images-idx3-ubyte and train-labels-idx1-ubyte; folders: PNG files in a folder for each class
 *     --sheet FILE.png     also writes a picture of the first ones, a row for each class
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomic, writeError, writeFolderAtomic } from '../../files/write-atomic.ts';
import { choiceFlag, runCommand, UsageError, userPath, wholeFlag } from '../command-line.ts';
import { IDX_BYTES } from '../data/limits.ts';
import { idxHeader } from '../data/stores/idx.ts';
import { drawSign } from './draw.ts';
import { ALPHABETS, type AlphabetName, type Glyph } from './glyphs.ts';
import { SIDE } from './ink.ts';
import { greyPng, SHEET_COLUMNS, sheetPng } from './sheet.ts';

const FORMATS = ['idx', 'folders'] as const;
/** An idx file is held in memory at once, here and where it is trained on. */
const MOST = {
  idx: Math.floor((IDX_BYTES - idxHeader([0, SIDE, SIDE]).length) / (SIDE * SIDE)),
  folders: 2_000_000,
} as const;

async function writeIdx(
  folder: string,
  alphabet: readonly Glyph[],
  seed: number,
  count: number,
): Promise<void> {
  const pixels = new Uint8Array(count * SIDE * SIDE);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const sign = drawSign(alphabet, seed, i);
    pixels.set(sign.pixels, i * SIDE * SIDE);
    labels[i] = sign.label;
  }
  await writeAtomic(join(folder, 'train-images-idx3-ubyte'), idxHeader([count, SIDE, SIDE]), pixels);
  await writeAtomic(join(folder, 'train-labels-idx1-ubyte'), idxHeader([count]), labels);
}

async function writeFolders(
  folder: string,
  alphabet: readonly Glyph[],
  seed: number,
  count: number,
): Promise<void> {
  for (const { name } of alphabet) {
    await mkdir(join(folder, name));
  }
  for (let i = 0; i < count; i++) {
    const { label, pixels } = drawSign(alphabet, seed, i);
    const path = join(folder, alphabet[label]?.name ?? '', `${String(i).padStart(7, '0')}.png`);
    // The folder takes its name when all of them are there.
    const written = writeFile(path, greyPng(pixels, SIDE));
    await written.catch((cause: unknown) => Promise.reject(writeError(path, cause)));
  }
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      out: { type: 'string' },
      count: { type: 'string', default: '60000' },
      seed: { type: 'string', default: '1' },
      alphabet: { type: 'string', default: 'digits' },
      format: { type: 'string', default: 'idx' },
      sheet: { type: 'string' },
    },
  });
  if (flags.out === undefined) {
    throw new UsageError('write --out DIR, a new folder for them');
  }
  const out = userPath(flags.out);
  const seed = wholeFlag('seed', flags.seed, 0, 2 ** 32 - 1);
  const name = choiceFlag('alphabet', flags.alphabet, Object.keys(ALPHABETS) as AlphabetName[]);
  const format = choiceFlag('format', flags.format, FORMATS);
  const count = wholeFlag('count', flags.count, 1, MOST[format]);
  const alphabet = ALPHABETS[name];
  if ((await readdir(out).catch(() => [])).length > 0) {
    throw new UsageError(`--out: ${out} is not empty; write a new folder`);
  }
  await writeFolderAtomic(out, (folder) =>
    format === 'idx' ? writeIdx(folder, alphabet, seed, count) : writeFolders(folder, alphabet, seed, count),
  );
  const names = alphabet.map((glyph) => glyph.name).join(', ');
  console.log(`${count.toLocaleString('en')} pictures in ${out}; their classes: ${names}`);
  if (flags.sheet !== undefined) {
    const sheet = userPath(flags.sheet);
    await writeAtomic(sheet, sheetPng(alphabet, seed));
    console.log(`${SHEET_COLUMNS} of each class: ${sheet}`);
  }
});
