/** What archives are compressed by, found from how they start, and how they are decompressed. */
import { createReadStream } from 'node:fs';
import { pipeline, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

export type Compression = {
  readonly name: string;
  /** The first bytes, as Latin-1. */
  readonly start: string;
  /** Decompresses; without one, the archive is refused. */
  readonly stream?: () => Transform;
  /** The command that unpacks such a file. */
  readonly command: string;
};

/** xz, too: what the registry has for it waits for ever for the end of a file that has lost it. */
const COMPRESSIONS: readonly Compression[] = [
  { name: 'gzip', start: '\x1f\x8b', stream: createGunzip, command: 'tar -xzf' },
  { name: 'zstd', start: '\x28\xb5\x2f\xfd', stream: createZstdDecompress, command: 'tar --zstd -xf' },
  { name: 'xz', start: '\xfd7zXZ\0', command: 'tar -xJf' },
  { name: 'bzip2', start: 'BZh', command: 'tar -xjf' },
  { name: 'compress', start: '\x1f\x9d', command: 'tar -xZf' },
  { name: '7-Zip', start: '7z\xbc\xaf\x27\x1c', command: '7z x' },
  { name: 'RAR', start: 'Rar!\x1a\x07', command: 'unrar x' },
];

/** How a file is compressed whose first bytes these are; undefined where it is not. */
export function compressionOf(start: Buffer): Compression | undefined {
  const text = start.toString('latin1');
  return COMPRESSIONS.find((each) => text.startsWith(each.start));
}

/**
 * The content of a compressed file, in pieces.
 * @throws while it is read, where it is damaged or not complete
 */
export function decompressed(path: string, stream: () => Transform): Transform {
  const out = stream();
  pipeline(createReadStream(path), out, () => {});
  return out;
}
