/**
 * The frames of an animated WebP as still WebP files, since not every browser has ImageDecoder, which would decode single
 * frames. Follows Google's "WebP Container Specification", https://developers.google.com/speed/webp/docs/riff_container.
 */
import { EngineError } from '@dareka/engine';

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

type RiffChunk = { readonly name: string; readonly content: Uint8Array<ArrayBuffer> };

/** Bytes of a chunk before its content: its name and length. */
const CHUNK_HEADER = 8;
/** Bytes of an ANMF chunk before its picture. */
const FRAME_HEADER = 16;
const HAS_ALPHA = 0x10;

/** @throws EngineError of kind `format` where the bytes are not an animated WebP or are cut off */
export function parseAnimatedWebp(bytes: Uint8Array<ArrayBuffer>): AnimatedWebp {
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
  return { width: 1 + uint(canvas, 4, 3), height: 1 + uint(canvas, 7, 3), frames };
}

function formatError(detail: string): EngineError {
  return new EngineError({ kind: 'format', file: 'film.webp', detail });
}

function frameOf(content: Uint8Array<ArrayBuffer>): WebpFrame {
  const flags = content[15] ?? 0;
  const [width, height] = [1 + uint(content, 6, 3), 1 + uint(content, 9, 3)];
  const chunks = chunksOf(content.subarray(FRAME_HEADER)).filter(({ name }) => /^(ALPH|VP8[ L])$/.test(name));
  return {
    x: 2 * uint(content, 0, 3),
    y: 2 * uint(content, 3, 3),
    width,
    height,
    overwrites: (flags & 2) !== 0,
    disposed: (flags & 1) !== 0,
    picture: stillWebp(width, height, chunks),
  };
}

/**
 * @param content the frame's own chunks: its picture, after its alpha channel (ALPH) where it has one, which needs a header
 * that announces it (VP8X)
 */
function stillWebp(width: number, height: number, content: readonly RiffChunk[]): Blob {
  const size = [...littleEndian(width - 1, 3), ...littleEndian(height - 1, 3)];
  const header = { name: 'VP8X', content: new Uint8Array([HAS_ALPHA, 0, 0, 0, ...size]) };
  const chunks = content.length > 1 ? [header, ...content] : content;
  const body = chunks.flatMap(({ name, content }) => [
    headerOf(name, content.length),
    content,
    new Uint8Array(content.length % 2),
  ]);
  const length = body.reduce((sum, part) => sum + part.length, 4);
  // One array: Firefox does not decode a picture from a Blob of several parts.
  const file = new Uint8Array(CHUNK_HEADER + length);
  let at = 0;
  for (const part of [headerOf('RIFF', length), new TextEncoder().encode('WEBP'), ...body]) {
    file.set(part, at);
    at += part.length;
  }
  return new Blob([file], { type: 'image/webp' });
}

function headerOf(name: string, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...new TextEncoder().encode(name), ...littleEndian(length, 4)]);
}

/** A chunk is its name, its length, its content, and a padding byte after content of odd length. */
function chunksOf(bytes: Uint8Array<ArrayBuffer>): RiffChunk[] {
  const chunks: RiffChunk[] = [];
  for (let at = 0; at + CHUNK_HEADER <= bytes.length; ) {
    const name = nameAt(bytes, at);
    const content = bytes.subarray(at + CHUNK_HEADER, at + CHUNK_HEADER + uint(bytes, at + 4, 4));
    if (content.length < uint(bytes, at + 4, 4)) {
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

/** An unsigned little-endian integer of `size` bytes. */
function uint(bytes: Uint8Array, at: number, size: number): number {
  return bytes.subarray(at, at + size).reduceRight((sum, byte) => 256 * sum + byte, 0);
}

function littleEndian(value: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) % 256);
}
