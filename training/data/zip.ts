/**
 * A zip of pictures, such as CelebA's `img_align_celeba.zip` as downloaded; never unpacked, and never held in memory.
 * The directory at its end says where each file lies. yauzl reads it: zip is a format with many corners (zip64, names in
 * two encodings), and this library follows its specification.
 */
import { open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { Entry, fromRandomAccessReaderPromise } from 'yauzl';
import { isLabels, isPicture } from './file-names.ts';
import { byName, Damaged, type FileStore, type StoredFile } from './file-store.ts';
import { ZipReader } from './zip-reader.ts';

/** A stored file's `version` is its CRC-32; of the entry, only what reading needs is kept. */
type Packed = StoredFile & { readonly entry: Entry };

/** How a file may be packed, by the numbers of the specification (APPNOTE.TXT, 4.4.5). */
const STORED = 0;
const DEFLATED = 8;

export async function openZip(path: string): Promise<FileStore> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  const zip = await fromRandomAccessReaderPromise(new ZipReader(file), size, { autoClose: false }).catch(
    async (cause: unknown) => {
      await file.close();
      throw new Error(`${path} is no whole zip; was its download cut short?`, { cause });
    },
  );
  const files: Packed[] = [];
  for await (const entry of zip.eachEntry()) {
    const { fileName: name, compressionMethod, crc32: version, uncompressedSize } = entry;
    if (!isPicture(name) && !isLabels(name)) {
      continue;
    }
    if (entry.isEncrypted() || (compressionMethod !== STORED && compressionMethod !== DEFLATED)) {
      await file.close();
      const how = entry.isEncrypted() ? 'encrypted' : `packed by method ${compressionMethod}`;
      throw new Error(`${path}: ${name} is ${how}; unpack the zip and name its folder`);
    }
    const { compressedSize, generalPurposeBitFlag, relativeOffsetOfLocalHeader } = entry;
    const kept = { compressionMethod, compressedSize, uncompressedSize, generalPurposeBitFlag };
    files.push({
      name,
      bytes: uncompressedSize,
      version,
      entry: Object.assign(new Entry(), kept, { relativeOffsetOfLocalHeader }),
    });
  }
  // The order of names, so that a zip and the folder it was made from are the same data set.
  files.sort(byName);

  return {
    kind: 'zip',
    files,
    async read(i) {
      const packed = files[i];
      if (!packed) {
        throw new RangeError(`no file ${i} in ${files.length}`);
      }
      let content: Uint8Array;
      try {
        content = await buffer(await zip.openReadStreamPromise(packed.entry));
      } catch (cause) {
        // Errors of the system name their call; what the library and inflating complain of is damage.
        if (cause instanceof TypeError || (cause instanceof Error && 'syscall' in cause)) {
          throw cause;
        }
        throw new Damaged(`${path}: ${packed.name} does not unpack`, { cause });
      }
      if (crc32(content) !== packed.version) {
        throw new Damaged(`${path}: ${packed.name} is not as it was packed`);
      }
      return content;
    },
    close: () => file.close(),
  };
}
