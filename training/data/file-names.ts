/** Which files of a data set are pictures or labels, by their names. */

const PICTURE = /\.(webp|png|jpe?g|gif|tiff?|avif)$/i;
const LABELS = /\.json$/i;
/** Files that operating systems add: dot files, and the folder that macOS packs into zips. */
const SYSTEM_FILES = /(^|\/)(\.[^./]|__MACOSX\/)/;

/** The formats of pictures, for messages. */
export const PICTURES = 'webp, png, jpg, gif, tiff or avif';

export function isPicture(name: string): boolean {
  return PICTURE.test(name) && !SYSTEM_FILES.test(name);
}

/** Labels of the picture with the same name, as in WebDataset: `000001.json` for `000001.webp`. */
export function isLabels(name: string): boolean {
  return LABELS.test(name) && !SYSTEM_FILES.test(name);
}

/** The name without its extension, which a picture and its labels share. */
export function stem(name: string): string {
  return name.replace(/\.[^./]*$/, '');
}
