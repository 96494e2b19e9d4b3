/** What a given file is: by its content, since its name may have been changed. */

import { isTraining, MANIFEST, RECIPE } from './training-names.ts';
import { readHead } from './unreadable.ts';
import { isZip, zipNames } from './zip-directory.ts';

/** `training`: a training, a model or weights; `pictures`: a zip of pictures; `unknown`: a picture, or something else. */
export type GivenFileKind = 'training' | 'pictures' | 'unknown';

/** The endings of PyTorch's files of weights. The panel that brings a training back says what is wrong with one. */
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
  // Only the first name can be read of a zip that is cut off.
  const isCut = names.length === 1 && [RECIPE, MANIFEST].some((name) => names[0]?.endsWith(`/${name}`));
  if (isTraining(names) || isCut) {
    return 'training';
  }
  return names.some((name) => PICTURE.test(name)) ? 'pictures' : 'unknown';
}

/** Whether a file begins with the length of a JSON header, which fits into the file, and a brace. */
export async function isSafetensors(file: Blob): Promise<boolean> {
  const head = new DataView(await readHead(file, 9));
  return head.byteLength === 9 && head.getUint8(8) === BRACE && head.getBigUint64(0, true) < file.size;
}
