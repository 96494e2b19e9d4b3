/**
 * Pictures in MNIST's files as downloaded, compressed or not: `train-images-idx3-ubyte` and, beside it, `train-labels-idx1-ubyte`. Each picture is
 * handed out as a BMP in grey, and its label as a `.cls` file.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { crc32, gunzip } from 'node:zlib';
import { exists } from '../../../files/read-optional.ts';
import { counted } from '../../counted.ts';
import { listed } from '../file-names.ts';
import { expectAtMost, IDX_BYTES, IDX_PICTURES, TooLargeError } from '../limits.ts';
import { compressionOf } from './compression.ts';
import type { FileEntry, FileStore } from './file-store.ts';
import { type Idx, parseIdx } from './idx.ts';

/** MNIST's names, and those of sets like it: `emnist-letters-train-images-idx3-ubyte.gz`, `train-images.idx3-ubyte`. */
const IMAGES = /images[.-]idx3[.-]ubyte(\.gz)?$/i;
const TRAINING = /(^|[^a-z])train[.-]images/i;
const BMP_HEADER = 54;
const GREYS = 256;

export function isIdxImages(path: string): boolean {
  return IMAGES.test(path);
}

/** What a file of MNIST is called where it is not compressed. */
function plainName(path: string): string {
  return path.replace(/\.gz$/i, '');
}

/**
 * The file of pictures in a folder: the one to train on, where there are others to test with.
 * @returns undefined where there is none
 * @throws where there are several to train on
 */
export async function findIdx(
  folder: string,
  tell: (message: string) => void = () => {},
): Promise<string | undefined> {
  const names = (await readdir(folder, { recursive: true })).filter(isIdxImages).sort();
  // One is often there twice, as downloaded and unpacked.
  const found = names.filter((name) => name === plainName(name) || !names.includes(plainName(name)));
  const training = found.filter((name) => TRAINING.test(basename(name)));
  const [only, ...more] = training.length > 0 ? training : found;
  if (more.length > 0) {
    throw new Error(
      `${folder} has several files of pictures: ${listed([only ?? '', ...more], 12)}; write --data with one of them`,
    );
  }
  const others = found.filter((name) => name !== only);
  if (only !== undefined && others.length > 0) {
    tell(`${folder}: ${only} is read, and not ${listed(others)}; to read that, write --data with its name`);
  }
  return only === undefined ? undefined : join(folder, only);
}

/** @throws where it is larger than is read, not an idx file, or damaged */
async function readIdx(path: string): Promise<Idx> {
  expectAtMost(IDX_BYTES, (await stat(path)).size, path);
  const bytes = await readFile(path);
  if (compressionOf(bytes.subarray(0, 8))?.name !== 'gzip') {
    return parseIdx(bytes, path);
  }
  const unpacked = await promisify(gunzip)(bytes, { maxOutputLength: IDX_BYTES }).catch((cause: unknown) => {
    const isTooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge
      ? new TooLargeError(
          `${path} unpacks to more than ${IDX_BYTES.toLocaleString('en')} bytes, which are the most`,
        )
      : new Error(`${path} does not unpack to its end; was the download interrupted?`, { cause });
  });
  return parseIdx(unpacked, path);
}

/** The labels beside a file of pictures, compressed or not. */
async function readLabels(images: string, count: number): Promise<Idx | undefined> {
  const name = plainName(basename(images))
    .replace(/images/i, 'labels')
    .replace(/idx3/i, 'idx1');
  for (const path of [name, `${name}.gz`].map((each) => join(dirname(images), each))) {
    if (await exists(path)) {
      const labels = await readIdx(path);
      if (labels.data.length !== count) {
        throw new Error(`${path} has ${labels.data.length} labels for the ${count} pictures of ${images}`);
      }
      return labels;
    }
  }
  return undefined;
}

/** An uncompressed picture with a palette of all greys. @param grey u8 [height, width] */
function greyBmp(grey: Uint8Array, width: number): Uint8Array {
  const height = grey.length / width;
  const row = 4 * Math.ceil(width / 4);
  const start = BMP_HEADER + 4 * GREYS;
  const bytes = new Uint8Array(start + height * row);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  // The first row is at the top.
  view.setInt32(22, -height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  for (let level = 0; level < GREYS; level++) {
    bytes.fill(level, BMP_HEADER + 4 * level, BMP_HEADER + 4 * level + 3);
  }
  for (let y = 0; y < height; y++) {
    bytes.set(grey.subarray(y * width, (y + 1) * width), start + y * row);
  }
  return bytes;
}

/**
 * @param path of a file of pictures
 * @throws where it is none, or its labels do not fit
 */
export async function openIdx(path: string): Promise<FileStore> {
  const { shape, data } = await readIdx(path);
  const [count = 0, height = 0, width = 0] = shape;
  if (shape.length !== 3 || height === 0 || width === 0) {
    throw new Error(
      `${path} has ${shape.join('×')} numbers, and pictures have three dimensions: how many, height and width; write --data with the file of the pictures, as train-images-idx3-ubyte`,
    );
  }
  if (count > IDX_PICTURES) {
    throw new TooLargeError(
      `${path} has ${counted(count, 'picture')} of ${height}×${width}; ${IDX_PICTURES.toLocaleString('en')} are the most`,
    );
  }
  const labels = await readLabels(path, count);
  const size = height * width;
  const pixels = (i: number): Uint8Array => data.subarray(i * size, (i + 1) * size);
  const text = (i: number): Uint8Array => Buffer.from(String(labels?.data[i]));
  const folder = dirname(path);
  const stem = plainName(relative(folder, path));
  const files: FileEntry[] = [];
  for (let i = 0; i < count; i++) {
    const name = `${stem}/${String(i).padStart(6, '0')}`;
    const crc = crc32(pixels(i));
    files.push({ name: `${name}.bmp`, bytes: size, version: crc, crc });
    if (labels) {
      files.push({ name: `${name}.cls`, bytes: text(i).length, version: 0 });
    }
  }
  return {
    kind: 'idx',
    folder,
    files,
    unread: [],
    async read(at) {
      const i = labels ? Math.floor(at / 2) : at;
      if (i < 0 || i >= count) {
        throw new RangeError(`no picture ${i} of ${count}`);
      }
      return labels && at % 2 === 1 ? text(i) : greyBmp(pixels(i), width);
    },
    async close() {},
  };
}
