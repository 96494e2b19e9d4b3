/** What is given damaged files: each reader of what people bring, with undamaged examples. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { encodeModel } from '../../../graph/onnx/encode.ts';
import { openDataset } from '../../data/dataset.ts';
import { decode } from '../../data/decoding/decode.ts';
import { DamagedFileError } from '../../data/stores/file-store.ts';
import { idxHeader } from '../../data/stores/idx.ts';
import { noise, pictures, writeTar, writeZip } from '../../data/testing/datasets.ts';
import { bmp } from '../../data/testing/picture-bytes.ts';
import { drawSign } from '../../digits/draw.ts';
import { ALPHABETS } from '../../digits/glyphs.ts';
import { readOnnxGenerator } from '../../exchange/onnx/read-generator.ts';
import { dcgan, resizing } from '../../exchange/onnx/testing/foreign-graphs.ts';
import { readStateDict } from '../../exchange/state-dict.ts';
import { readDataDescription } from '../../publish/card/data-description.ts';
import { readRecipe } from '../../read/recipe.ts';

const TRAINING = join(import.meta.dirname, '../..');

export type Subject = {
  /** The extension of its files, with the dot. */
  readonly extension: string;
  /** How many of a hundred inputs it gets. */
  readonly share: number;
  /** @param scratch a folder for files that are made on the way */
  readonly examples: (scratch: string) => Promise<readonly Uint8Array[]>;
  /** Reads a file to its end. @throws Error that names the file and says what is wrong */
  readonly read: (path: string) => Promise<void>;
};

function files(...paths: string[]): () => Promise<readonly Uint8Array[]> {
  return () => Promise.all(paths.map((path) => readFile(join(TRAINING, path))));
}

/** Opens a data set, and reads all pictures and labels; a damaged picture is skipped, as in training. */
async function readAll(path: string): Promise<void> {
  const dataset = await openDataset(path);
  try {
    for (const i of dataset.pictures.keys()) {
      try {
        await decode(await dataset.read(i), { side: 16, crop: 'centre' });
      } catch (error) {
        if (!(error instanceof DamagedFileError)) {
          throw error;
        }
      }
      await dataset.labels(i);
    }
  } finally {
    await dataset.close();
  }
}

const LABELS = JSON.stringify({ smile: 0.5, age: 31, gender: 'female', glasses: false });

async function labelled(): Promise<Record<string, Uint8Array | string>> {
  return {
    ...(await pictures(3)),
    '000000.json': LABELS,
    '000001.cls': '7',
    'labels.csv': 'file,age\n000002.png,3\n',
  };
}

async function archive(write: typeof writeTar, path: string): Promise<Uint8Array> {
  return readFile(await write(path, await labelled()));
}

export const SUBJECTS: Readonly<Record<string, Subject>> = {
  picture: {
    extension: '.png',
    share: 20,
    async examples() {
      const coded = ['png', 'jpeg', 'webp', 'tiff', 'gif'] as const;
      const pixels = Uint8Array.from({ length: 3 * 20 * 20 }, (_, i) => (7 * i) % 256);
      return [
        ...(await Promise.all(coded.map((format) => noise(1).toFormat(format).toBuffer()))),
        bmp({ width: 20, height: 20, bits: 24, pixels }),
        // Two colours of ten pixels each in every row, and where the picture ends.
        bmp({
          width: 20,
          height: 20,
          bits: 8,
          compression: 1,
          palette: [
            [255, 0, 0],
            [0, 0, 255],
          ],
          pixels: Uint8Array.from([...Array.from({ length: 20 }, () => [10, 0, 10, 1, 0, 0]).flat(), 0, 1]),
        }),
        await readFile(join(TRAINING, 'data/testing/two-colours.heic')),
      ];
    },
    async read(path) {
      await decode(await readFile(path), { side: 16, crop: 'centre' });
    },
  },
  zip: {
    extension: '.zip',
    share: 15,
    examples: async (scratch) => [
      await archive(writeZip, join(scratch, 'a.zip')),
      await archive((path, from) => writeZip(path, from, { compress: false }), join(scratch, 'b.zip')),
      await archive((path, from) => writeZip(path, from, { forceZip64Format: true }), join(scratch, 'c.zip')),
    ],
    read: readAll,
  },
  tar: {
    extension: '.tar',
    share: 15,
    async examples(scratch) {
      const tar = await archive(writeTar, join(scratch, 'a.tar'));
      return [tar, gzipSync(tar), zstdCompressSync(tar)];
    },
    read: readAll,
  },
  idx: {
    extension: '-images-idx3-ubyte',
    share: 5,
    async examples() {
      const digits = [0, 1, 2].map((i) => drawSign(ALPHABETS.digits, 1, i).pixels);
      const idx = Buffer.concat([idxHeader([digits.length, 28, 28]), ...digits]);
      return [idx, gzipSync(idx)];
    },
    read: readAll,
  },
  safetensors: {
    extension: '.safetensors',
    share: 10,
    examples: files('fixtures/dcgan-step/input.safetensors'),
    async read(path) {
      await readStateDict(path, 'G');
    },
  },
  torch: {
    extension: '.pth',
    share: 15,
    examples: files(
      'fixtures/torch-save/generator.pth',
      'fixtures/torch-save/legacy.pth',
      'fixtures/torch-save/nested.pth',
      'fixtures/torch-save/strided.pth',
      'fixtures/torch-save/torch-2.pth',
      'fixtures/torch-save/biases.pth',
    ),
    async read(path) {
      await readStateDict(path, 'G');
    },
  },
  onnx: {
    extension: '.onnx',
    share: 5,
    examples: async () => [encodeModel(dcgan()), encodeModel(resizing('batch'))],
    async read(path) {
      await readOnnxGenerator(path, 1);
    },
  },
  recipe: {
    extension: '.toml',
    share: 10,
    examples: files('recipes/dcgan-64.toml', 'recipes/face-128-settled.toml'),
    async read(path) {
      await readRecipe(path);
    },
  },
  description: {
    extension: '.toml',
    share: 5,
    examples: files('publish/faces-256.toml'),
    async read(path) {
      await readDataDescription(path);
    },
  },
};
