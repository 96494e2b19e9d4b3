/** Decodes given files one after the other: pictures, and the pictures in zips. Runs in a worker. */

import type { GivenFile } from '../given-files/given-files.ts';
import { kindOfFile } from '../given-files/kind-of-file.ts';
import { isUnreadable } from '../given-files/unreadable.ts';
import { isZip } from '../given-files/zip-directory.ts';
import type { DecodeRequest, FileProblem, KnownPicture, OwnPicture } from './decode-messages.ts';
import { type DecodedPicture, MAX_BYTES, type PictureProblem } from './decode-picture.ts';
import { OWN_SIDE } from './own-set.ts';
import { areAlike, signatureOf } from './similarity.ts';
import { zipEntries } from './zip-entries.ts';

export type FileDecoder = {
  /** @param onProgress called with the share of the file that has been read, from 0 to 1 */
  decode(given: GivenFile, onProgress: (share: number) => void): Promise<void>;
  /** The pictures and problems since the last call. */
  drain(): { pictures: OwnPicture[]; problems: FileProblem[] };
};

/** @param decodePicture decodes one picture */
export function createFileDecoder(
  { known: before, room, nextId }: Omit<DecodeRequest, 'count'>,
  decodePicture: (file: Blob) => Promise<DecodedPicture | PictureProblem>,
): FileDecoder {
  const known: KnownPicture[] = [...before];
  let pictures: OwnPicture[] = [];
  let problems: FileProblem[] = [];

  function isFull(): boolean {
    return known.length - before.length >= room;
  }

  async function addPicture({ name, file }: GivenFile): Promise<void> {
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
      for await (const entry of zipEntries(file, MAX_BYTES, onRead)) {
        if (isFull()) {
          problems.push({ name: zip, why: 'tooMany' });
          return;
        }
        const name = `${zip}/${entry.name}`;
        if ('problem' in entry) {
          problems.push({ name, why: entry.problem });
        } else if (await isZip(entry.content)) {
          problems.push({ name, why: 'zipInZip' });
        } else {
          await addPicture({ name, file: entry.content });
        }
      }
    } catch {
      problems.push({ name: zip, why: 'zipDamaged' });
    }
  }

  /** @throws DOMException where the file cannot be read */
  async function add(given: GivenFile, onProgress: (share: number) => void): Promise<void> {
    if ((await kindOfFile(given)) === 'training') {
      problems.push({ name: given.name, why: 'training' });
    } else if (await isZip(given.file)) {
      await addZip(given, (bytes) => onProgress(bytes / given.file.size));
    } else {
      await addPicture(given);
    }
  }

  return {
    async decode(given, onProgress) {
      try {
        await add(given, onProgress);
      } catch (error) {
        if (!isUnreadable(error)) {
          throw error;
        }
        problems.push({ name: given.name, why: 'unreadable' });
      }
    },
    drain() {
      const drained = { pictures, problems };
      [pictures, problems] = [[], []];
      return drained;
    },
  };
}
