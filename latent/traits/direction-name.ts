/**
 * Spellings of a direction's name. A manifest may spell one `hair length`, `hairLength` or `hair-length`; URLs and element
 * attributes have spellings of their own, and HTML lower-cases attribute names. Letters are those of all scripts, since a direction may be called as
 * a label of somebody's data is.
 */

/** What is between words: all but letters with their marks, and numbers. */
const SEPARATOR = /[^\p{L}\p{M}\p{N}]+/gu;

/** The spelling in URLs: `hair-length` for `hair length` and `hairLength`. */
export function directionSlug(name: string): string {
  return name
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replace(SEPARATOR, '-');
}

/** `cheekBones` for `cheek bones`, as the names of traits are. */
export function camelCase(name: string): string {
  return name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+(.)/gu, (_, next: string) => next.toUpperCase());
}

/**
 * Equal for all spellings of one name: `hairlength` for `hair length`, `hair-length` and `hairLength`. Empty where there is neither a letter nor
 * a number: that is no name, but anything, such as the `_` that scripts add to addresses.
 */
export function directionKey(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(SEPARATOR, '');
}
