/** Which files of a data set count, by their names alone. */

const PICTURE = /\.(webp|png|jpe?g|gif|tiff?|avif)$/i;
const LABELS = /\.json$/i;
/** What systems leave beside the files that were meant: dot files, and the folder that macOS packs into zips. */
const SYSTEM_FILES = /(^|\/)(\.[^./]|__MACOSX\/)/;

/** What the names of pictures end with, as messages say it. */
export const PICTURES = 'webp, png, jpg, gif, tiff or avif';

export function isPicture(name: string): boolean {
  return PICTURE.test(name) && !SYSTEM_FILES.test(name);
}

/** A file that says something of the picture of the same name, as in WebDataset: `000001.json` of `000001.webp`. */
export function isLabels(name: string): boolean {
  return LABELS.test(name) && !SYSTEM_FILES.test(name);
}

/** What a picture and its labels have in common: the name without its ending. */
export function stem(name: string): string {
  return name.replace(/\.[^./]*$/, '');
}
