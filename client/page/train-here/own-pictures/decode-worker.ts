/** The worker that decodes the visitor's pictures. The page ends it: when all are decoded, or when the visitor stops it. */
import type { GivenFile } from '../given-files/given-files.ts';
import { createFileDecoder } from './decode-files.ts';
import type { DecodeFiles, DecodeReply, DecodeRequest } from './decode-messages.ts';
import { decodePicture } from './decode-picture.ts';

/** Milliseconds between replies, at least. */
const REPLY_INTERVAL_MS = 150;

/** Files that came and are not decoded yet. */
const arrived: GivenFile[] = [];
let onArrival: (() => void) | undefined;

self.addEventListener('message', ({ data }: MessageEvent<DecodeRequest | DecodeFiles>) => {
  if ('files' in data) {
    arrived.push(...data.files);
    onArrival?.();
  } else {
    decodeAll(data).catch((error: unknown) => reportError(error));
  }
});

async function nextFile(): Promise<GivenFile> {
  for (;;) {
    const file = arrived.shift();
    if (file !== undefined) {
      return file;
    }
    await new Promise<void>((resolve) => {
      onArrival = resolve;
    });
  }
}

async function decodeAll({ count, ...request }: DecodeRequest): Promise<void> {
  const decoder = createFileDecoder(request, decodePicture);
  let repliedAt = performance.now();

  function reply(fraction: number): void {
    const message: DecodeReply = { ...decoder.drain(), fraction };
    self.postMessage(message, { transfer: message.pictures.map(({ pixels }) => pixels.buffer) });
    repliedAt = performance.now();
  }

  for (let i = 0; i < count; i++) {
    function report(share: number): void {
      if (performance.now() - repliedAt > REPLY_INTERVAL_MS) {
        // 1 is for the last reply.
        reply(Math.min(0.999, (i + share) / count));
      }
    }
    await decoder.decode(await nextFile(), report);
    if (i < count - 1) {
      report(1);
    }
  }
  reply(1);
}
