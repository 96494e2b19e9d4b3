/**
 * XMP in a WebM (Matroska: RFC 9559): an element `Tags`, which is for the whole file. No standard says how Matroska keeps XMP, so a tag
 * has its name, and a second tag has what generated films are recognised by, for programs that list tags.
 */
import { type Bytes, joinBytes, readBigEndian, utf8 } from '../bytes.ts';
import { GENERATED } from '../xmp.ts';
import type { Container } from './container.ts';
import {
  CLUSTER,
  children,
  type Element,
  element,
  idBytes,
  numberBytes,
  parent,
  readElement,
  SIZE_BYTES,
  sizeBytes,
} from './ebml.ts';

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const SEEK_HEAD = 0x114d9b74;
const SEEK = 0x4dbb;
const SEEK_ID = 0x53ab;
const SEEK_POSITION = 0x53ac;
const VOID = 0xec;
const CUES = 0x1c53bb6b;
const TAGS = 0x1254c367;
const TAG = 0x7373;
const TARGETS = 0x63c0;
const SIMPLE_TAG = 0x67c8;
const TAG_NAME = 0x45a3;
const TAG_STRING = 0x4487;

const XMP_TAG = 'XMP';
const SOURCE_TAG = 'DIGITAL_SOURCE_TYPE';

function segmentOf(file: Uint8Array): Element {
  let at = 0;
  while (at < file.length) {
    const element = readElement(file, at, file.length);
    if (element.id === SEGMENT) {
      return element;
    }
    at = element.end;
  }
  throw new RangeError('the WebM is cut off');
}

function simpleTag(name: string, text: Bytes): Bytes {
  return parent(SIMPLE_TAG, element(TAG_NAME, utf8(name)), element(TAG_STRING, text));
}

function isWebm(file: Uint8Array): boolean {
  return readBigEndian(file, 0, 4) === EBML;
}

function insert(file: Bytes, xmp: Bytes): Bytes {
  const segment = segmentOf(file);
  const parts = children(file, segment);
  const tags = parent(
    TAGS,
    parent(TAG, parent(TARGETS), simpleTag(SOURCE_TAG, utf8(GENERATED)), simpleTag(XMP_TAG, xmp)),
  );
  const cluster = parts.find(({ id }) => id === CLUSTER);
  const isIndexed = parts.some(({ id }) => id === SEEK_HEAD || id === CUES);
  // Indices say where the parts of a film are, so that none of them may move. Some programs read no tags behind a film that no index names.
  const at = isIndexed || cluster === undefined ? segment.end : cluster.at;
  const content = joinBytes([file.subarray(segment.start, at), tags, file.subarray(at, segment.end)]);
  if (isIndexed) {
    addToIndex(content, parts, segment);
  }
  return joinBytes([
    file.subarray(0, segment.size),
    // Indices count from the start of the content, so a longer size moves nothing for them.
    segment.endless ? file.subarray(segment.size, segment.start) : sizeBytes(content.length, SIZE_BYTES),
    content,
    file.subarray(segment.end),
  ]);
}

/**
 * Writes into the index at the beginning that there are tags at the end, if the void behind it has room for that.
 * @param content of the segment, which is changed
 */
function addToIndex(content: Bytes, parts: readonly Element[], segment: Element): void {
  const at = parts.findIndex(({ id }) => id === SEEK_HEAD);
  const [index, room] = [parts[at], parts[at + 1]];
  if (index === undefined || room?.id !== VOID) {
    return;
  }
  const position = numberBytes(segment.end - segment.start, 4);
  const entry = parent(SEEK, element(SEEK_ID, idBytes(TAGS)), element(SEEK_POSITION, position));
  const sizeLength = index.start - index.size;
  const entries = joinBytes([
    content.subarray(index.start - segment.start, index.end - segment.start),
    entry,
  ]);
  const left = room.end - room.at - entry.length;
  const voidHead = 1 + SIZE_BYTES;
  if (left >= voidHead && entries.length < 2 ** (7 * sizeLength) - 1) {
    const grown = joinBytes([
      element(SEEK_HEAD, entries, sizeLength),
      element(VOID, new Uint8Array(left - voidHead)),
    ]);
    content.set(grown, index.at - segment.start);
  }
}

function find(file: Uint8Array): Uint8Array[] {
  function within(elements: readonly Element[], id: number): Element[] {
    return elements.filter((each) => each.id === id).flatMap((each) => children(file, each));
  }
  const tags = within(within(children(file, segmentOf(file)), TAGS), TAG);
  return tags.flatMap((tag) => {
    if (tag.id !== SIMPLE_TAG) {
      return [];
    }
    const parts = children(file, tag);
    const [name, text] = [TAG_NAME, TAG_STRING].map((id) => {
      const part = parts.find((each) => each.id === id);
      return part && file.subarray(part.start, part.end);
    });
    return new TextDecoder().decode(name) === XMP_TAG && text !== undefined ? [text] : [];
  });
}

export const webm: Container = { matches: isWebm, insert, find };
