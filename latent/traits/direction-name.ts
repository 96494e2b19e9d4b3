/**
 * Spellings of a direction's name. A manifest may spell one `hair length`, `hairLength` or `hair-length`; URLs and element
 * attributes have spellings of their own, and HTML lower-cases attribute names.
 */

/** The spelling in URLs: `hair-length` for `hair length` and `hairLength`. */
export function directionSlug(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}

/** Equal for all spellings of one name: `hairlength` for `hair length`, `hair-length` and `hairLength`. */
export function directionKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
