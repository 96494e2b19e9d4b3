/**
 * Decodes HEIC, the format of iPhones, which the sharp of the registry does not read (it is built without HEVC): by libheif, compiled to
 * WebAssembly, which heic-decode brings. In a thread of its own, since it computes for a second without a break, and since libheif prints
 * what it finds wrong in a file.
 */
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RawPicture } from './bmp.ts';

/** In the package it is JavaScript, as this file is. */
const WORKER = join(import.meta.dirname, `heic-worker${extname(import.meta.filename)}`);

/** A picture, or undefined where it does not decode. */
export type HeicAnswer = RawPicture | undefined;

let worker: Worker | undefined;
/** It decodes one picture at a time, since each takes its memory. */
let last: Promise<unknown> = Promise.resolve();

function openWorker(): Worker {
  const started = new Worker(WORKER, { stdout: true, stderr: true });
  started.once('exit', () => {
    worker = undefined;
  });
  // It ends with this process, which does not wait for it.
  started.unref();
  return started;
}

async function ask(bytes: Uint8Array): Promise<HeicAnswer> {
  worker ??= openWorker();
  const asked = worker;
  asked.ref();
  const settled = new AbortController();
  const { signal } = settled;
  try {
    const answered = once(asked, 'message', { signal }).then(([answer]) => answer as HeicAnswer);
    const ended = once(asked, 'exit', { signal }).then(() => undefined);
    asked.postMessage(bytes);
    return await Promise.race([answered, ended]);
  } finally {
    settled.abort();
    asked.unref();
  }
}

/** The pixels of a HEIC, upright. @throws where it does not decode */
export async function decodeHeic(bytes: Uint8Array): Promise<RawPicture> {
  const asked = last.then(() => ask(bytes));
  last = asked.catch(() => {});
  const picture = await asked;
  if (!picture) {
    throw new Error('a HEIC that does not decode');
  }
  return picture;
}
