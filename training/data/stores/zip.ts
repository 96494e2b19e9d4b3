/**
 * A zip of pictures, such as CelebA's `img_align_celeba.zip` as downloaded; it is neither unpacked nor held in memory.
 * The directory at its end has the offset of each file. yauzl reads it, because it covers the whole specification (zip64,
 * names in two encodings).
 */
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import {
  Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  validateFileName,
  type ZipFile,
} from 'yauzl';
import { hasNoExtension, isLabels, isPicture, startsAsPicture } from '../file-names.ts';
import { byName, DamagedFileError, type FileEntry, type FileStore, type Unread } from './file-store.ts';
import { ZipReader } from './zip-reader.ts';

/** A stored file's `version` is its CRC-32; of the entry, only what reading needs is kept. */
type Packed = FileEntry & { readonly entry: Entry };

/** Compression methods of the specification (APPNOTE.TXT, 4.4.5). */
const STORED = 0;
const DEFLATED = 8;

/** Whether a file without an extension is a picture; one that does not unpack is none. */
async function isPictureInside(zip: ZipFile, entry: Entry): Promise<boolean> {
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      return startsAsPicture(chunk as Buffer);
    }
  } catch {
    // Nobody knows what it is.
  }
  return false;
}

/**
 * The pictures and labels of a zip. Entries whose paths leave the folder that the zip is unpacked to are not read: nothing is written by
 * these names, but whoever made them meant harm.
 * @throws where one of the others is packed in a way that cannot be read, or the directory is damaged
 */
async function listPictures(zip: ZipFile, path: string): Promise<{ files: Packed[]; unread: Unread[] }> {
  const files: Packed[] = [];
  const unread: Unread[] = [];
  const withoutExtension: Packed[] = [];
  for await (const entry of zip.eachEntry()) {
    const { fileNameRaw, extraFields, compressionMethod, crc32: version, uncompressedSize } = entry;
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, fileNameRaw, extraFields, false);
    const isNamed = isPicture(name) || isLabels(name);
    if (!isNamed && !hasNoExtension(name)) {
      continue;
    }
    if (validateFileName(name) !== null) {
      unread.push({ name, reason: 'path' });
      continue;
    }
    const isReadable = compressionMethod === STORED || compressionMethod === DEFLATED;
    if (isNamed && (entry.isEncrypted() || !isReadable)) {
      const how = entry.isEncrypted() ? 'encrypted' : `packed by method ${compressionMethod}`;
      throw new Error(`${path}: ${name} is ${how}; unpack the zip and name its folder`);
    }
    const { compressedSize, generalPurposeBitFlag, relativeOffsetOfLocalHeader } = entry;
    const kept = { compressionMethod, compressedSize, uncompressedSize, generalPurposeBitFlag };
    (isNamed ? files : withoutExtension).push({
      name,
      bytes: uncompressedSize,
      version,
      entry: Object.assign(new Entry(), kept, { relativeOffsetOfLocalHeader }),
    });
  }
  for (const packed of withoutExtension) {
    if (await isPictureInside(zip, packed.entry)) {
      files.push(packed);
    }
  }
  return { files, unread };
}

export async function openZip(path: string): Promise<FileStore> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  const zip = await fromRandomAccessReaderPromise(new ZipReader(file), size, {
    autoClose: false,
    // Names are checked one by one: a wrong one would have the others unread.
    decodeStrings: false,
  }).catch(async (cause: unknown) => {
    await file.close();
    throw new Error(`${path} is not a complete zip; was the download interrupted?`, { cause });
  });
  const { files, unread } = await listPictures(zip, path).catch(async (cause: unknown) => {
    await file.close();
    // The library's sentences do not name the file.
    const named = cause instanceof Error && cause.message.startsWith(path);
    throw named ? cause : new Error(`${path}: the directory of this zip is damaged`, { cause });
  });
  // By name, so that a zip and the folder it was made from are the same data set.
  files.sort(byName);

  return {
    kind: 'zip',
    folder: dirname(path),
    files,
    unread,
    async read(i) {
      const packed = files[i];
      if (!packed) {
        throw new RangeError(`no file ${i} in ${files.length}`);
      }
      let content: Uint8Array;
      try {
        content = await buffer(await zip.openReadStreamPromise(packed.entry));
      } catch (cause) {
        // Errors of the system name their call; those of the library and of inflating mean damage.
        if (cause instanceof TypeError || (cause instanceof Error && 'syscall' in cause)) {
          throw cause;
        }
        throw new DamagedFileError(`${path}: ${packed.name} does not unpack`, { cause });
      }
      if (crc32(content) !== packed.version) {
        throw new DamagedFileError(`${path}: ${packed.name} has a wrong CRC-32`);
      }
      return content;
    },
    close: () => file.close(),
  };
}
