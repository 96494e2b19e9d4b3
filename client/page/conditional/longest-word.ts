/** How many characters the longest word in some names has, which decides how much room they need. */
export function longestWord(names: readonly string[]): number {
  return Math.max(...names.flatMap((name) => name.split(/\s+/).map((word) => [...word].length)));
}
