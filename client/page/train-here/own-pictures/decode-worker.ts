/** The worker that decodes the visitor's pictures: files, and those in zips. It ends with the page's wish, or when all are decoded. */
import { kindOfFile } from '../given-files/kind-of-file.ts';
import type { GivenFile } from '../given-files/listed-files.ts';
import { isUnreadable } from '../given-files/unreadable.ts';
import { isZip } from '../given-files/zip-directory.ts';
import type {
  DecodeFiles,
  DecodeReply,
  DecodeRequest,
  FileProblem,
  KnownPicture,
  OwnPicture,
} from './decode-messages.ts';
import { decodePicture, MOST_BYTES } from './decode-picture.ts';
import { OWN_SIDE } from './own-set.ts';
import { areAlike, signatureOf } from './similarity.ts';
import { zipEntries } from './zip-entries.ts';

/** The page shows what came so often. */
const INTERVAL_MS = 150;

/** Those that came, and are not taken yet. */
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

async function decodeAll({ count, known: before, room, nextId }: DecodeRequest): Promise<void> {
  const known: KnownPicture[] = [...before];
  let pictures: OwnPicture[] = [];
  let problems: FileProblem[] = [];
  let repliedAt = performance.now();

  function reply(fraction: number): void {
    const message: DecodeReply = { pictures, problems, fraction };
    self.postMessage(message, { transfer: pictures.map(({ pixels }) => pixels.buffer) });
    [pictures, problems] = [[], []];
    repliedAt = performance.now();
  }

  function isFull(): boolean {
    return known.length - before.length >= room;
  }

  async function add({ name, file }: GivenFile): Promise<void> {
    if (isFull()) {
      problems.push({ name, why: 'tooMany' });
      return;
    }
    const decoded = await decodePicture(file);
    if (typeof decoded === 'string') {
      problems.push({ name, why: decoded });
      return;
    }
    const id = nextId + known.length - before.length;
    const signature = signatureOf(decoded.pixels, OWN_SIDE);
    const group = known.find((each) => areAlike(each.signature, signature))?.group ?? id;
    known.push({ id, group, signature });
    pictures.push({ id, group, signature, name, ...decoded });
  }

  async function addZip({ name: zip, file }: GivenFile, onRead: (bytes: number) => void): Promise<void> {
    try {
      for await (const entry of zipEntries(file, MOST_BYTES, onRead)) {
        const name = `${zip}/${entry.name}`;
        if ('problem' in entry) {
          problems.push({ name, why: entry.problem });
        } else if (await isZip(entry.content)) {
          problems.push({ name, why: 'zipInZip' });
        } else {
          await add({ name, file: entry.content });
        }
        if (isFull()) {
          problems.push({ name: zip, why: 'tooMany' });
          return;
        }
      }
    } catch {
      problems.push({ name: zip, why: 'zipDamaged' });
    }
  }

  /** @throws DOMException where the file cannot be read */
  async function take(given: GivenFile, report: (share: number) => void): Promise<void> {
    if ((await kindOfFile(given)) === 'training') {
      problems.push({ name: given.name, why: 'training' });
    } else if (await isZip(given.file)) {
      await addZip(given, (bytes) => report(bytes / given.file.size));
    } else {
      await add(given);
    }
  }

  for (let i = 0; i < count; i++) {
    const given = await nextFile();
    function report(share: number): void {
      if (performance.now() - repliedAt > INTERVAL_MS) {
        reply(Math.min(0.999, (i + share) / count));
      }
    }
    try {
      await take(given, report);
    } catch (error) {
      if (!isUnreadable(error)) {
        throw error;
      }
      problems.push({ name: given.name, why: 'unreadable' });
    }
    if (i < count - 1) {
      report(1);
    }
  }
  reply(1);
}
