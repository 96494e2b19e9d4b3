/** Reads the names in a zip from its directory alone, since a zip of photos may have gigabytes. (APPNOTE.TXT of PKWARE, 4.3.7, 4.3.12, 4.3.16.) */
import { readHead } from './unreadable.ts';

const END = 0x06054b50;
const END_BYTES = 22;
/** The longest comment, which follows the end record. */
const MAX_COMMENT_BYTES = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** The most bytes of a directory that are read: their names are enough to recognise a zip. */
const MAX_BYTES = 2 ** 24;

/** Whether a file begins as a zip does; an empty zip, too. */
export async function isZip(file: Blob): Promise<boolean> {
  const [p, k, three, four] = new Uint8Array(await readHead(file, 4));
  return p === 0x50 && k === 0x4b && (three === 3 || three === 5) && four === (three ?? 0) + 1;
}

/** The names of the files in a zip; of a zip that is cut off, or larger than 4 GB, only the first one. */
export async function zipNames(file: Blob): Promise<string[]> {
  const tail = await view(file, Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES), file.size);
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) === END) {
      const [bytes, from] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
      const names = namesIn(await view(file, from, from + Math.min(bytes, MAX_BYTES)));
      if (names.length > 0) {
        return names;
      }
      break;
    }
  }
  return firstName(await view(file, 0, LOCAL_BYTES + MAX_COMMENT_BYTES));
}

async function view(file: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await file.slice(from, to).arrayBuffer());
}

function namesIn(directory: DataView): string[] {
  const names: string[] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.byteLength && directory.getUint32(at, true) === ENTRY; ) {
    const [name, extra, comment] = [28, 30, 32].map((field) => directory.getUint16(at + field, true));
    names.push(textAt(directory, at + ENTRY_BYTES, name ?? 0));
    at += ENTRY_BYTES + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}

function firstName(head: DataView): string[] {
  return head.byteLength < LOCAL_BYTES ? [] : [textAt(head, LOCAL_BYTES, head.getUint16(26, true))];
}

function textAt(bytes: DataView, at: number, length: number): string {
  const end = Math.min(at + length, bytes.byteLength);
  return new TextDecoder().decode(new Uint8Array(bytes.buffer, bytes.byteOffset + at, Math.max(0, end - at)));
}
