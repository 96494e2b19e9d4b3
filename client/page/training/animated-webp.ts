/**
 * The frames of an animated WebP as still WebP files, since not every browser has ImageDecoder, which would decode single
 * frames. Follows Google's "WebP Container Specification", https://developers.google.com/speed/webp/docs/riff_container.
 */
import { EngineError } from '@dareka/engine';
import { type Bytes, joinBytes, littleEndian, readLittleEndian, utf8 } from '../../../picture/bytes.ts';

/** One frame: a rectangle that is drawn over the frames before it. */
export type WebpFrame = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Blending method 1: it replaces what lies beneath, even where it is transparent. */
  readonly overwrites: boolean;
  /** Disposal method 1: its area is cleared before the next frame is drawn. */
  readonly disposed: boolean;
  /** A still WebP file. */
  readonly picture: Blob;
};

export type AnimatedWebp = {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly WebpFrame[];
};

type RiffChunk = { readonly name: string; readonly content: Bytes };

/** Bytes of a chunk's name and length, before its content. */
const CHUNK_HEADER = 8;
/** Bytes of an ANMF chunk before its picture. */
const FRAME_HEADER = 16;
const HAS_ALPHA = 0x10;

/** @throws EngineError of kind `format` where the bytes are not an animated WebP or are cut off */
export function parseAnimatedWebp(bytes: Bytes): AnimatedWebp {
  const [riff] = chunksOf(bytes);
  if (riff?.name !== 'RIFF' || nameAt(riff.content, 0) !== 'WEBP') {
    throw formatError('it is not a WebP');
  }
  const chunks = chunksOf(riff.content.subarray(4));
  const canvas = chunks.find(({ name }) => name === 'VP8X')?.content;
  const frames = chunks.filter(({ name }) => name === 'ANMF').map(({ content }) => frameOf(content));
  if (canvas === undefined || frames.length === 0) {
    throw formatError('it is not animated: it has no frames');
  }
  return { width: 1 + readLittleEndian(canvas, 4, 3), height: 1 + readLittleEndian(canvas, 7, 3), frames };
}

function formatError(detail: string): EngineError {
  return new EngineError({ kind: 'format', file: 'film.webp', detail });
}

function frameOf(content: Bytes): WebpFrame {
  const flags = content[15] ?? 0;
  const [width, height] = [1 + readLittleEndian(content, 6, 3), 1 + readLittleEndian(content, 9, 3)];
  const chunks = chunksOf(content.subarray(FRAME_HEADER)).filter(({ name }) => /^(ALPH|VP8[ L])$/.test(name));
  return {
    x: 2 * readLittleEndian(content, 0, 3),
    y: 2 * readLittleEndian(content, 3, 3),
    width,
    height,
    overwrites: (flags & 2) !== 0,
    disposed: (flags & 1) !== 0,
    picture: stillWebp(width, height, chunks),
  };
}

/**
 * A file of one frame.
 *
 * @param content the frame's chunks: its picture, and before that its alpha channel (ALPH), where it has one, which a header (VP8X) has to announce
 */
function stillWebp(width: number, height: number, content: readonly RiffChunk[]): Blob {
  const size = [littleEndian(width - 1, 3), littleEndian(height - 1, 3)];
  const header = { name: 'VP8X', content: joinBytes([Uint8Array.of(HAS_ALPHA, 0, 0, 0), ...size]) };
  const chunks = content.length > 1 ? [header, ...content] : content;
  const body = chunks.flatMap(({ name, content }) => [
    headerOf(name, content.length),
    content,
    new Uint8Array(content.length % 2),
  ]);
  const length = body.reduce((sum, part) => sum + part.length, 4);
  // One array: Firefox does not decode a picture from a Blob of several parts.
  const file = joinBytes([headerOf('RIFF', length), utf8('WEBP'), ...body]);
  return new Blob([file], { type: 'image/webp' });
}

function headerOf(name: string, length: number): Bytes {
  return joinBytes([utf8(name), littleEndian(length, 4)]);
}

/** The chunks that follow one another in the bytes: each a name, a length, the content, and a padding byte where the length is odd. */
function chunksOf(bytes: Bytes): RiffChunk[] {
  const chunks: RiffChunk[] = [];
  for (let at = 0; at + CHUNK_HEADER <= bytes.length; ) {
    const name = nameAt(bytes, at);
    const content = bytes.subarray(at + CHUNK_HEADER, at + CHUNK_HEADER + readLittleEndian(bytes, at + 4, 4));
    if (content.length < readLittleEndian(bytes, at + 4, 4)) {
      throw formatError(`it ends within its ${name} chunk`);
    }
    chunks.push({ name, content });
    at += CHUNK_HEADER + content.length + (content.length % 2);
  }
  return chunks;
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
