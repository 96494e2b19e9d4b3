/** Which face a saved picture shows, as its file says. */
import { CodeError, decodeFace } from '../../latent/code.ts';
import { isPicture, readMark } from '../../picture/mark.ts';

/** Why a file does not open as a face; `texts/pictures.ts` has a sentence for each. */
export type PictureProblem =
  | 'noPicture'
  | 'noMark'
  | 'severalFaces'
  | 'damaged'
  | 'newer'
  | 'otherModel'
  | 'unreadable';

/** @returns the share code in the bytes of a file, or why there is none */
export function codeInPicture(
  file: Uint8Array,
): { readonly code: string } | { readonly problem: PictureProblem } {
  if (!isPicture(file)) {
    return { problem: 'noPicture' };
  }
  try {
    const mark = readMark(file);
    if (mark?.code === undefined) {
      return { problem: mark === undefined ? 'noMark' : 'severalFaces' };
    }
    decodeFace(mark.code);
    return { code: mark.code };
  } catch (error) {
    if (error instanceof CodeError) {
      return { problem: error.reason === 'version' ? 'newer' : 'damaged' };
    }
    if (error instanceof RangeError) {
      return { problem: 'damaged' };
    }
    throw error;
  }
}
