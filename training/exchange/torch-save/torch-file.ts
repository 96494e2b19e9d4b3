/**
 * Files of torch.save. Since PyTorch 1.6 they are zips without compression: `NAME/data.pkl` is the pickle, `NAME/data/KEY` the
 * bytes of a storage. Before, they were pickles one after the other, a magic number first, and then the storages, each after its
 * number of elements as a u64. Source: `torch/serialization.py`.
 */
import { type Entry, fromBufferPromise } from 'yauzl';
import type { StoredTensor } from '../../../graph/safetensors.ts';
import { type PickleValue, readPickle } from './pickle.ts';
import { contiguous, type Storage, storageBytes, type TorchTensor, torchNames } from './tensors.ts';

/** The largest file: twenty times the weights of a DCGAN of 256 pixels. */
export const LARGEST_TORCH_FILE = 2 ** 30;
/** The largest pickle: its tensors' bytes are elsewhere, and it takes some 100 bytes for each. */
const LARGEST_PICKLE = 2 ** 23;

/** The first bytes of a zip, and of a pickle, which its protocol follows, from 2 on. */
const ZIP = Buffer.from('PK\x03\x04');
const PICKLE = 0x80;
const PROTOCOLS = [2, 3, 4, 5];
/** A safetensors file has the length of its header first, which may look like a pickle, and then its header. */
const HEADER = { at: 8, start: 0x7b } as const;
const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;
/** Compression methods of a zip. */
const STORED = 0;
/** The fixed part of a file's header within a zip (APPNOTE.TXT, 4.3.7). */
const ZIP_HEADER = 30;

export type TorchFile = {
  readonly value: PickleValue;
  /** A tensor of the value. @throws where it is not within its storage */
  tensor(tensor: TorchTensor, name: string): StoredTensor;
};

/** Whether the bytes may be a file of torch.save: a zip or a pickle. */
export function isTorchFile(bytes: Uint8Array): boolean {
  const isPickle =
    bytes[0] === PICKLE && PROTOCOLS.includes(bytes[1] ?? 0) && bytes[HEADER.at] !== HEADER.start;
  return isPickle || ZIP.equals(bytes.subarray(0, ZIP.length));
}

/**
 * Reads a file. Nothing in it is run.
 * @param source what to call the file in error messages
 * @throws where it is damaged, or holds something else than tensors in dictionaries
 */
export async function readTorchFile(bytes: Uint8Array, source: string): Promise<TorchFile> {
  return ZIP.equals(bytes.subarray(0, ZIP.length)) ? readZip(bytes, source) : readPickles(bytes, source);
}

/** A file whose storages are found by their keys. */
function fileOf(value: PickleValue, storages: ReadonlyMap<string, Uint8Array>, source: string): TorchFile {
  let given = 0;
  return {
    value,
    tensor(tensor, name) {
      const what = `${source}: ${name}`;
      // Many tensors may share one storage.
      given += storageBytes(tensor.storage);
      if (given > LARGEST_TORCH_FILE) {
        throw new Error(
          `${source}: its tensors take more than ${LARGEST_TORCH_FILE} bytes; save the state dict alone`,
        );
      }
      const content = storages.get(tensor.storage.key);
      if (content === undefined || content.length < storageBytes(tensor.storage)) {
        throw new Error(
          `${what} has no storage of ${tensor.storage.elements} elements in the file; is it complete?`,
        );
      }
      return contiguous(tensor, content.subarray(0, storageBytes(tensor.storage)), what);
    },
  };
}

/** The bytes of a file that a zip stores without compression, as a view. */
function storedBytes(
  zip: Uint8Array,
  entry: { readonly relativeOffsetOfLocalHeader: number; readonly uncompressedSize: number },
  what: string,
): Uint8Array {
  const at = entry.relativeOffsetOfLocalHeader;
  if (at + ZIP_HEADER > zip.length) {
    throw new Error(`${what} is not within the zip; is the file complete?`);
  }
  const header = new DataView(zip.buffer, zip.byteOffset + at, ZIP_HEADER);
  const from = at + ZIP_HEADER + header.getUint16(26, true) + header.getUint16(28, true);
  if (from + entry.uncompressedSize > zip.length) {
    throw new Error(`${what} is not within the zip; is the file complete?`);
  }
  return zip.subarray(from, from + entry.uncompressedSize);
}

async function listEntries(zip: Buffer): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of (await fromBufferPromise(zip)).eachEntry()) {
    entries.push(entry);
  }
  return entries;
}

async function readZip(bytes: Uint8Array, source: string): Promise<TorchFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = await listEntries(buffer).catch((cause: unknown) => {
    throw new Error(`${source} is not a complete zip; was the download interrupted?`, { cause });
  });
  let pickle: Uint8Array | undefined;
  let order = 'little';
  const storages = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const { fileName, compressionMethod, compressedSize, uncompressedSize } = entry;
    const what = `${source}: ${fileName}`;
    if (compressionMethod !== STORED || compressedSize !== uncompressedSize || entry.isEncrypted()) {
      throw new Error(`${what} is compressed, and torch.save compresses nothing`);
    }
    const name = fileName.slice(fileName.indexOf('/') + 1);
    if (name === 'data.pkl' && pickle === undefined) {
      pickle = storedBytes(bytes, entry, what);
    } else if (name === 'byteorder') {
      order = Buffer.from(storedBytes(bytes, entry, what)).toString('latin1', 0, 16);
    } else if (name.startsWith('data/')) {
      storages.set(name.slice('data/'.length), storedBytes(bytes, entry, what));
    }
  }
  if (pickle === undefined) {
    throw new Error(`${source} is a zip, but not one of torch.save: it has no data.pkl`);
  }
  if (pickle.length > LARGEST_PICKLE) {
    throw new Error(`${source}: its data.pkl has ${pickle.length} bytes, and ${LARGEST_PICKLE} are the most`);
  }
  if (order !== 'little') {
    throw new Error(`${source} was written by a machine with the bytes of numbers in another order`);
  }
  return fileOf(readPickle(pickle, 0, torchNames(source), source).value, storages, source);
}

function readPickles(bytes: Uint8Array, source: string): TorchFile {
  const found = new Map<string, Storage>();
  const names = torchNames(source);
  const host = {
    ...names,
    persistent(id: PickleValue): PickleValue {
      const storage = names.persistent(id) as Storage;
      found.set(storage.key, storage);
      return storage;
    },
  };
  let at = 0;
  function next(): PickleValue {
    const { value, end } = readPickle(
      bytes.subarray(0, Math.min(bytes.length, at + LARGEST_PICKLE)),
      at,
      host,
      source,
    );
    at = end;
    return value;
  }
  if (next() !== MAGIC) {
    throw new Error(`${source} is a pickle, but not one of torch.save`);
  }
  const protocol = next();
  if (protocol !== PROTOCOL) {
    throw new Error(`${source} is of torch.save's protocol ${String(protocol)}, and ${PROTOCOL} is read`);
  }
  const system = next();
  if (!(system instanceof Map) || system.get('little_endian') !== true) {
    throw new Error(`${source} was written by a machine with the bytes of numbers in another order`);
  }
  const value = next();
  const keys = next();
  const storages = new Map<string, Uint8Array>();
  for (const key of Array.isArray(keys) ? keys : []) {
    const storage = typeof key === 'string' ? found.get(key) : undefined;
    const size = storage ? storageBytes(storage) : 0;
    const start = at + 8;
    if (!storage || start + size > bytes.length) {
      throw new Error(`${source} ends before its storages do; is it complete?`);
    }
    const elements = new DataView(bytes.buffer, bytes.byteOffset + at, 8).getBigUint64(0, true);
    if (elements !== BigInt(storage.elements)) {
      throw new Error(`${source}: a storage has ${elements} elements, and ${storage.elements} in the pickle`);
    }
    storages.set(storage.key, bytes.subarray(start, start + size));
    at = start + size;
  }
  return fileOf(value, storages, source);
}
