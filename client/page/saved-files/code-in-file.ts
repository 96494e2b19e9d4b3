/** The share code of the face in a saved file: in the mark of a picture, or beside the z of a face. */
import * as v from 'valibot';
import { CodeError, decodeFace } from '../../../latent/code/code.ts';
import { isPicture, readMark } from '../../../picture/mark.ts';

/** Why a file does not open as a face; `texts/pictures.ts` has a sentence for each. */
export type PictureProblem =
  | 'noPicture'
  | 'noMark'
  | 'severalFaces'
  | 'damaged'
  | 'newer'
  | 'otherModel'
  | 'unreadable';

export type FoundCode = { readonly code: string } | { readonly problem: PictureProblem };

/** @returns the share code in the bytes of a file, or why there is none */
export function codeInPicture(file: Uint8Array): FoundCode {
  if (!isPicture(file)) {
    return { problem: 'noPicture' };
  }
  return checked(() => {
    const mark = readMark(file);
    return mark?.code === undefined
      ? { problem: mark === undefined ? 'noMark' : 'severalFaces' }
      : { code: mark.code };
  });
}

const zSchema = v.pipe(v.string(), v.parseJson(), v.object({ code: v.string(), z: v.array(v.number()) }));

/** @returns the share code in a file with the z of a face, which `ui/share-panel.tsx` saves; null where the text is no such file */
export function codeInJson(text: string): FoundCode | null {
  const { success, output } = v.safeParse(zSchema, text);
  return success ? checked(() => ({ code: output.code })) : null;
}

/** Refuses a code that cannot be decoded. */
function checked(read: () => FoundCode): FoundCode {
  try {
    const found = read();
    if ('code' in found) {
      decodeFace(found.code);
    }
    return found;
  } catch (error) {
    if (error instanceof CodeError) {
      return { problem: error.isNewer ? 'newer' : 'damaged' };
    }
    if (error instanceof RangeError) {
      return { problem: 'damaged' };
    }
    throw error;
  }
}
