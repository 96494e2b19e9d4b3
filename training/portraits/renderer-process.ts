/** One run of the renderer: pictures from its stdout, labels from its file descriptor 3 (renderer/main.cpp). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** The file descriptor that the labels are written to. */
const LABELS = 3;

export type RenderJob = {
  /** The executable. */
  readonly renderer: string;
  readonly assets: string;
  readonly seed: number;
  /** The first portrait's index, and how many follow. */
  readonly first: number;
  readonly count: number;
  readonly pixels: number;
};

/** Cuts a stream of bytes into pictures of `size` bytes. What is less than a picture at its end is left out. */
async function* cut(stream: Readable, size: number): AsyncGenerator<Uint8Array> {
  let picture = Buffer.alloc(size);
  let filled = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      const copied = chunk.copy(picture, filled, at);
      at += copied;
      filled += copied;
      if (filled === size) {
        yield picture;
        picture = Buffer.alloc(size);
        filled = 0;
      }
    }
  }
}

/**
 * Renders portraits and encodes each while the next one is rendered.
 * @param encode takes u8 RGB [pixels, pixels, 3]
 * @returns the encoded pictures and the lines of their labels, in order
 * @throws Error where the renderer cannot be started, fails, or writes too little; with what it printed to stderr
 */
export async function renderPortraits(
  { renderer, assets, seed, first, count, pixels }: RenderJob,
  encode: (rgb: Uint8Array) => Promise<Uint8Array>,
  signal?: AbortSignal,
): Promise<{ pictures: Uint8Array[]; labels: string[] }> {
  const child = spawn(renderer, [assets, seed, first, count, pixels].map(String), {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    signal,
  });
  const range = `portraits ${first} to ${first + count - 1} of seed ${seed}`;
  const ended = once(child, 'close').then(
    ([code, killedBy]) => ({ code, killedBy }),
    (cause) => {
      throw new Error(`${renderer}: the renderer could not be run for ${range}`, { cause });
    },
  );
  // Pipes, as `stdio` asks; the types of Node know only the first three.
  const stdout = child.stdio[1] as Readable;
  const stderr = child.stdio[2] as Readable;
  const labelStream = child.stdio[LABELS] as Readable;
  try {
    const [encoded, errors, labelText, { code, killedBy }] = await Promise.all([
      encodeAll(cut(stdout, 3 * pixels * pixels), encode),
      text(stderr),
      text(labelStream),
      ended,
    ]);
    if (code !== 0) {
      const how = killedBy ? `was killed by ${killedBy}` : `ended with ${code}`;
      throw new Error(
        `${renderer}: the renderer ${how} at ${range}: ${errors.trim() || 'it did not say why'}`,
      );
    }
    const labels = labelText.split('\n').filter((line) => line !== '');
    if (encoded.length !== count || labels.length !== count) {
      throw new Error(
        `${renderer}: of ${range} the renderer wrote ${encoded.length} pictures and ${labels.length} labels, not ${count} of each`,
      );
    }
    return { pictures: encoded, labels };
  } finally {
    child.kill();
  }
}

/** Encodes pictures, each while the next one arrives. */
async function encodeAll(
  pictures: AsyncIterable<Uint8Array>,
  encode: (rgb: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array[]> {
  const encoded: Promise<Uint8Array>[] = [];
  for await (const picture of pictures) {
    await encoded.at(-1);
    encoded.push(encode(picture));
  }
  return Promise.all(encoded);
}
