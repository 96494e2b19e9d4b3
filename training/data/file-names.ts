/** Which files of a data set are pictures, labels or archives, by their names or by how they start. */

const PICTURE = /\.(webp|png|jpe?g|jpe|jfif|gif|tiff?|avif|bmp|dib|heic|heif)$/i;
/** Extensions that were read before BMP, HEIC and names without an extension were: the data of a run that was started then. */
const EARLIER = /\.(webp|png|jpe?g|gif|tiff?|avif)$/i;
const LABELS = /\.(json|cls)$/i;
/** StyleGAN's labels of all pictures. */
export const STYLEGAN_LABELS = 'dataset.json';
const LABEL_TABLE = /(^|\/)(labels\.csv|list_attr_celeba\.(txt|csv)|dataset\.json)$/;
const ARCHIVE = /\.(zip|tar|7z|rar|t(gz|zst|xz|bz2?)|tar\.(gz|zst|xz|bz2))$/i;
/** Files that operating systems add: dot files, and the folder that macOS packs into zips. */
const SYSTEM_FILES = /(^|\/)(\.[^./]|__MACOSX\/)/;

/** The formats of pictures, for messages. */
export const PICTURES = 'webp, png, jpg, gif, tiff, avif, heic or bmp';

export function isPicture(name: string): boolean {
  return PICTURE.test(name) && !SYSTEM_FILES.test(name);
}
export function wasReadEarlier(name: string): boolean {
  return EARLIER.test(name);
}

/** Labels of the picture with the same name, as in WebDataset (`000001.json` for `000001.webp`), or of many pictures. */
export function isLabels(name: string): boolean {
  return (LABELS.test(name) || LABEL_TABLE.test(name)) && !SYSTEM_FILES.test(name);
}

/** Labels of many pictures, by their names. */
export function isLabelTable(name: string): boolean {
  return LABEL_TABLE.test(name);
}

export function isArchive(name: string): boolean {
  return ARCHIVE.test(name) && !SYSTEM_FILES.test(name);
}

/** Whether only the content says what a file is: its name has no extension. */
export function hasNoExtension(name: string): boolean {
  return !/\.[^./]*$/.test(name) && !name.endsWith('/') && !SYSTEM_FILES.test(name);
}

/** The name without its extension, which a picture and its labels share. */
export function stem(name: string): string {
  return name.replace(/\.[^./]*$/, '');
}

/** Names for a message: the first ones, and how many there are beside them. */
export function listed(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Bytes at the start of a file that say whether it is a picture. */
export const START_BYTES = 32;

/** Whether a file is a picture, by how it starts. */
export function startsAsPicture(start: Uint8Array): boolean {
  const text = Buffer.from(start.buffer, start.byteOffset, start.length).toString('latin1');
  return (
    /^(\xff\xd8\xff|\x89PNG\r\n|GIF8|RIFF.{4}WEBP|II[*+]\0|MM\0[*+])/s.test(text) ||
    isBmp(start) ||
    isHeif(text)
  );
}

/** Whether a file is a BMP: by its first letters, and the size of its header, since two letters can stand anywhere. */
export function isBmp(start: Uint8Array): boolean {
  const header = start[14] ?? 0;
  return (
    start[0] === 0x42 &&
    start[1] === 0x4d &&
    start[15] === 0 &&
    [12, 40, 52, 56, 64, 108, 124].includes(header)
  );
}

/** Whether a file is of the HEIF family, by its main brand (ISO/IEC 23008-12). */
function isHeif(text: string): boolean {
  return /^.{4}ftyp(avif|avis|heic|heix|heim|heis|hevc|hevx|mif1|msf1)/s.test(text);
}
