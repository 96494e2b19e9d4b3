/** Names of files for any text. */

/** Longer names of files are refused by file systems. */
const MAX_BYTES = 200;

/**
 * A name of a file without its ending, different for different texts: `a/b` becomes `a%2Fb`.
 * @param otherwise the name where the text is too long for one
 */
export function fileNameOf(text: string, otherwise: string): string {
  const name = text.replace(/[^\p{L}\p{N} ._@+-]|^[.\s]/gu, encodeURIComponent);
  return Buffer.byteLength(name) > MAX_BYTES ? otherwise : name;
}
