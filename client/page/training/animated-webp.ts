/**
 * The frames of an animated WebP, as pictures that every browser decodes: not all have an ImageDecoder that would tell
 * them apart. After "WebP Container Specification", Google.
 */
import { EngineError } from '@dareka/engine';

/** One frame: a picture that goes over what the frames before it have left. */
export type WebpFrame = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Whether what was beneath it goes, even where this is transparent. */
  readonly overwrites: boolean;
  /** Whether it goes itself when the next one comes. */
  readonly disposed: boolean;
  /** A WebP of its own. */
  readonly picture: Blob;
};

export type AnimatedWebp = {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly WebpFrame[];
};

type Chunk = { readonly name: string; readonly content: Uint8Array<ArrayBuffer> };

const HEADER = 8;
/** Of what a frame says of itself, before its picture. */
const FRAME_HEADER = 16;
const HAS_ALPHA = 0x10;

/** @throws EngineError of kind `format` where the bytes are no animated WebP, or end too early */
export function parseAnimatedWebp(bytes: Uint8Array<ArrayBuffer>): AnimatedWebp {
  const [riff] = chunksOf(bytes);
  if (riff?.name !== 'RIFF' || nameAt(riff.content, 0) !== 'WEBP') {
    throw damaged('this is no WebP');
  }
  const chunks = chunksOf(riff.content.subarray(4));
  const canvas = chunks.find(({ name }) => name === 'VP8X')?.content;
  const frames = chunks.filter(({ name }) => name === 'ANMF').map(({ content }) => frameOf(content));
  if (canvas === undefined || frames.length === 0) {
    throw damaged('this WebP has no frames');
  }
  return { width: 1 + number(canvas, 4, 3), height: 1 + number(canvas, 7, 3), frames };
}

function damaged(detail: string): EngineError {
  return new EngineError({ kind: 'format', file: 'film.webp', detail });
}

function frameOf(content: Uint8Array<ArrayBuffer>): WebpFrame {
  const flags = content[15] ?? 0;
  const [width, height] = [1 + number(content, 6, 3), 1 + number(content, 9, 3)];
  const parts = chunksOf(content.subarray(FRAME_HEADER)).filter(({ name }) => /^(ALPH|VP8[ L])$/.test(name));
  return {
    x: 2 * number(content, 0, 3),
    y: 2 * number(content, 3, 3),
    width,
    height,
    overwrites: (flags & 2) !== 0,
    disposed: (flags & 1) !== 0,
    picture: pictureOf(width, height, parts),
  };
}

/** A file around a frame's own chunks; transparency beside the colours has to be announced. */
function pictureOf(width: number, height: number, parts: readonly Chunk[]): Blob {
  const canvas = new Uint8Array([
    HAS_ALPHA,
    0,
    0,
    0,
    ...littleEndian(width - 1, 3),
    ...littleEndian(height - 1, 3),
  ]);
  const chunks = parts.length > 1 ? [{ name: 'VP8X', content: canvas }, ...parts] : parts;
  const body = chunks.flatMap(({ name, content }) => [
    headerOf(name, content.length),
    content,
    new Uint8Array(content.length % 2),
  ]);
  const length = body.reduce((sum, part) => sum + part.length, 4);
  // In one piece: Firefox decodes no picture from a Blob of several.
  const file = new Uint8Array(HEADER + length);
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

/** Name, length, content, and a byte more where that makes the length even. */
function chunksOf(bytes: Uint8Array<ArrayBuffer>): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at + HEADER <= bytes.length; ) {
    const name = nameAt(bytes, at);
    const content = bytes.subarray(at + HEADER, at + HEADER + number(bytes, at + 4, 4));
    if (content.length < number(bytes, at + 4, 4)) {
      throw damaged(`it ends within a chunk ${name}`);
    }
    chunks.push({ name, content });
    at += HEADER + content.length + (content.length % 2);
  }
  return chunks;
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** Little-endian, of so many bytes. */
function number(bytes: Uint8Array, at: number, size: number): number {
  return bytes.subarray(at, at + size).reduceRight((sum, byte) => 256 * sum + byte, 0);
}

function littleEndian(value: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) % 256);
}
