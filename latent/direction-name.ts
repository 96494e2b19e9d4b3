/**
 * The names of directions. A manifest may write one as `hair length`, `hairLength` or `hair-length`; addresses and the
 * attributes of elements have their own way of writing, and HTML makes all attributes lower-case.
 */

/** A name as addresses have it: `hair length` and `hairLength` are `hair-length`. */
export function directionSlug(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}

/** What two ways of writing one name have in common: `hair length`, `hair-length` and `hairlength` are `hairlength`. */
export function directionKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
