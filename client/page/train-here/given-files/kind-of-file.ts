/** What a file is that someone gives to this view: by its content, since a name may have been changed. */

import { isTraining, MANIFEST, RECIPE } from './training-names.ts';
import { readHead } from './unreadable.ts';
import { isZip, zipNames } from './zip-directory.ts';

/** `training`: or a model, or weights; `pictures`: a zip of them; `unknown`: it may be a picture, or nothing that is known here. */
export type GivenFileKind = 'training' | 'pictures' | 'unknown';

/** Weights have these endings in PyTorch. What is wrong with them, the panel that brings a training back says. */
const WEIGHTS = /\.(?:safetensors|pth?|ckpt)$/i;
const PICTURE = /\.(?:jpe?g|jfif|png|webp|gif|avif|bmp|hei[cf])$/i;
/** The JSON of a safetensors file begins with a brace, after eight bytes. */
const BRACE = 0x7b;

/** @throws DOMException where it cannot be read */
export async function kindOfFile({ name, file }: { name: string; file: Blob }): Promise<GivenFileKind> {
  if (await isZip(file)) {
    return kindOfZip(await zipNames(file));
  }
  return WEIGHTS.test(name) || (await isSafetensors(file)) ? 'training' : 'unknown';
}

function kindOfZip(names: readonly string[]): GivenFileKind {
  // Of one that is cut off, only the first name can be read.
  const isCut = names.length === 1 && [RECIPE, MANIFEST].some((name) => names[0]?.endsWith(`/${name}`));
  if (isTraining(names) || isCut) {
    return 'training';
  }
  return names.some((name) => PICTURE.test(name)) ? 'pictures' : 'unknown';
}

/** Whether it begins as such a file: with the length of its JSON, which is not longer than the file. */
export async function isSafetensors(file: Blob): Promise<boolean> {
  const head = new DataView(await readHead(file, 9));
  return head.byteLength === 9 && head.getUint8(8) === BRACE && head.getBigUint64(0, true) < file.size;
}
