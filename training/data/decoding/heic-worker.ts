/** The thread of `heic.ts`: from the bytes of a HEIC to its pixels. */
import { parentPort } from 'node:worker_threads';
import decode from 'heic-decode';
import type { HeicAnswer } from './heic.ts';

async function answer(bytes: Uint8Array): Promise<HeicAnswer> {
  try {
    const { width, height, data } = await decode({ buffer: bytes });
    return { width, height, channels: 4, data: new Uint8Array(data.buffer) };
  } catch {
    return undefined;
  }
}

parentPort?.on('message', async (bytes: Uint8Array) => parentPort?.postMessage(await answer(bytes)));
