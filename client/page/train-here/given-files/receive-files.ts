/** Decides what becomes of files that the visitor gives to this view. */
import { downloadZip } from 'client-zip';
import type { GivenFile } from './given-files.ts';
import { kindOfFile } from './kind-of-file.ts';
import { isTraining } from './training-names.ts';

export type Receivers = {
  /** Takes a training, a model or weights, and says what is wrong with the file. */
  onTraining(file: GivenFile): void;
  onPictures(files: readonly GivenFile[]): void;
  /** Takes a file that may be anything: a face that was saved, favourites. Left out where all else is to be a picture. */
  onOther?(file: Blob): void;
};

export async function receiveFiles(
  files: readonly GivenFile[],
  { onTraining, onPictures, onOther }: Receivers,
): Promise<void> {
  const [first, ...others] = files;
  if (first === undefined || others.length > 0) {
    const isFolder = isTraining(files.map(({ name }) => name));
    return isFolder ? onTraining(await zipOf(files)) : onPictures(files);
  }
  // The receiver says that it cannot be read.
  const kind = await kindOfFile(first).catch(() => 'unknown' as const);
  if (kind === 'training') {
    onTraining(first);
  } else if (kind === 'pictures' || onOther === undefined) {
    onPictures(files);
  } else if (/\.zip$/i.test(first.name)) {
    onTraining(first);
  } else {
    onOther(first.file);
  }
}

/** Packs a folder that was unpacked. */
async function zipOf(files: readonly GivenFile[]): Promise<GivenFile> {
  const file = await downloadZip(files.map(({ name, file }) => ({ name, input: file }))).blob();
  return { name: files[0]?.name.split('/')[0] ?? '', file };
}
